import type { Diagnostic } from "@sopflow/schemas";
import type { ApiClient } from "../api/api-client.js";
import { ApiFailure } from "../api/api-failure.js";
import { loadFlow, saveFlow } from "../api/flow-calls.js";
import type { SaveFlow, SaveResult } from "../document/save/save-port.js";

/**
 * Saves drafts over HTTP, and puts the answers into the words of autosave. `hear` gets the problems that the server
 * finds in what it saved.
 */
export function savePort(
  api: ApiClient,
  flowId: string,
  hear: (problems: readonly Diagnostic[]) => void = () => {},
): SaveFlow {
  return async ({ flow, revision }): Promise<SaveResult> => {
    try {
      const saved = await saveFlow(api, flowId, flow, revision);
      hear(readDiagnostics(saved.diagnostics));
      return { kind: "saved", revision: saved.revision };
    } catch (error) {
      if (!(error instanceof ApiFailure)) return { kind: "offline" };
      if (error.isSignedOut) return { kind: "signedOut" };
      if (error.code === "flow.revision_conflict") return conflict(api, flowId);
      // A server that is busy or broken may take it later.
      if (error.isPassing) return { kind: "offline" };
      return { kind: "refused", diagnostics: diagnosticsOf(error) };
    }
  };
}

async function conflict(api: ApiClient, flowId: string): Promise<SaveResult> {
  const theirs = await loadFlow(api, flowId);
  return { kind: "conflict", revision: theirs.revision, by: theirs.updatedBy, theirs: theirs.flow };
}

/** The problems that a refusal lists. */
export function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (!(error instanceof ApiFailure)) return [];
  return readDiagnostics(error.details.diagnostics);
}

/** Diagnostics as the server lists them. */
export const readDiagnostics = (list: unknown): readonly Diagnostic[] =>
  Array.isArray(list) ? list.filter(isDiagnostic) : [];

const isDiagnostic = (value: unknown): value is Diagnostic =>
  typeof value === "object" && value !== null && "code" in value && "message" in value && "path" in value;
