import type { DiagnosticParams, ErrorCode, Text, Where } from "@sopflow/schemas";
import type { ConditionPlace } from "./condition-place.js";

/** A place below a node (or below the settings): `["data", "cases", 0, "id"]`. */
export type CheckPath = readonly (string | number)[];

export type AttributeType = "text" | "number" | "boolean" | "date";

/** What a node's check works with: where to report, and the checks that many nodes share. */
export interface NodeCheck {
  readonly flowId: string;
  /** Hosts that webhooks may go to, where the caller knows them. */
  readonly webhookHosts?: readonly string[] | undefined;
  /** Names of secrets that headers may ask for, where the caller knows them. */
  readonly webhookSecrets?: ReadonlySet<string> | undefined;
  error(code: ErrorCode, path: CheckPath, params?: DiagnosticParams): void;
  warn(code: ErrorCode, path: CheckPath, params?: DiagnosticParams): void;
  /** Facts, paths, operators and value types of a condition. */
  where(where: Where | undefined, path: CheckPath, place: ConditionPlace): void;
  /** Syntax, variables and filters of a text; a variable that may be missing needs a default. */
  template(text: string | undefined, path: CheckPath): void;
  /** A fact taken as a value (`profile.set`). */
  factValue(reference: { fact: string; path?: string | undefined }, path: CheckPath): void;
  /** Not over ten years, and above zero where `zero` names the code to report. */
  duration(text: string | undefined, path: CheckPath, zero?: ErrorCode): void;
  /** An instant, or a local date of the flow's zone, that must not have passed. */
  notPast(date: string | undefined, path: CheckPath): void;
  /** Built in or `custom.*`. */
  eventType(type: string, path: CheckPath): void;
  /** Defined by the brand, and of that type where one is wanted. */
  attribute(name: string, path: CheckPath, wanted?: AttributeType): void;
  /** A literal for an attribute: of the type that the brand gave it; null removes it. */
  attributeValue(name: string, value: string | number | boolean | null, path: CheckPath): void;
  /** `pool:<name>` and `advisor:<id>` must exist, where the caller knows which do. */
  assignee(assign: string, path: CheckPath): void;
  /** Another flow that exists, where the caller knows which do. */
  flowReference(flowId: string, path: CheckPath): void;
  /** Ids of cases, outcomes, slots …: each once. `path` is that of the list. */
  distinctIds(items: readonly { readonly id: string }[] | undefined, path: CheckPath, what: Text): void;
}
