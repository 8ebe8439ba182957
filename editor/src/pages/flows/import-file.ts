import type { Diagnostic } from "@sopflow/schemas";
import type { ApiClient } from "../../api/api-client.js";
import { ApiFailure } from "../../api/api-failure.js";
import { createFlow, validateFlowFile } from "../../api/flow-calls.js";
import { wireDiagnostics } from "../../api/wire-diagnostics.js";

/** What the server takes at most. */
export const MAX_FILE_BYTES = 2_000_000;

export type CheckedFile =
  | { readonly kind: "checked"; readonly flow: unknown; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "unreadable"; readonly why: "notJson" | "tooLarge" };

/** Reads a file and asks the server for every problem it has, not only the first. */
export async function checkFile(api: ApiClient, file: Pick<File, "size" | "text">): Promise<CheckedFile> {
  if (file.size > MAX_FILE_BYTES) return { kind: "unreadable", why: "tooLarge" };
  const flow = parse(await file.text());
  if (flow === undefined) return { kind: "unreadable", why: "notJson" };
  const { diagnostics } = await validateFlowFile(api, flow);
  return { kind: "checked", flow, diagnostics: wireDiagnostics(diagnostics) };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>) // an object, as just checked
      : undefined;
  } catch {
    return undefined;
  }
}

export type ImportOutcome =
  | { readonly kind: "imported"; readonly flowId: string }
  /** The file's id is taken: it may be imported under another. */
  | { readonly kind: "taken" }
  | { readonly kind: "refused"; readonly message: string; readonly diagnostics: readonly Diagnostic[] };

/** Imports a checked file. `asCopy` gives it an id of its own. Fails only where trying again may help. */
export async function importChecked(api: ApiClient, flow: unknown, asCopy: boolean): Promise<ImportOutcome> {
  try {
    const saved = await createFlow(api, { flow: asCopy ? withNewId(flow) : asRecord(flow) });
    return { kind: "imported", flowId: saved.flowId };
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.isPassing || error.isSignedOut) throw error;
    if (error.code === "flow.exists") return { kind: "taken" };
    return { kind: "refused", message: error.message, diagnostics: diagnosticsOf(error) };
  }
}

const asRecord = (flow: unknown): Record<string, unknown> => flow as Record<string, unknown>; // `parse` lets only objects through

const MAX_ID = 64;

function withNewId(flow: unknown): Record<string, unknown> {
  const file = asRecord(flow);
  const suffix = `-${Date.now().toString(36)}`;
  const id = typeof file.id === "string" ? file.id : "flow";
  return { ...file, id: `${id.slice(0, MAX_ID - suffix.length)}${suffix}` };
}

function diagnosticsOf(error: ApiFailure): readonly Diagnostic[] {
  const { diagnostics } = error.details;
  return Array.isArray(diagnostics) ? (diagnostics as Diagnostic[]) : []; // the server's own, by its schema
}
