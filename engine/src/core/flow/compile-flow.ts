import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { type Diagnostic, type Flow, hasErrors } from "@sopflow/schemas";
import { planOf } from "./build-plan.js";
import { buildRules } from "./build-rules.js";
import { sortKeys } from "./canonical-json.js";
import { checkFlow } from "./check-flow.js";
import type { CompileOptions } from "./compile-options.js";
import { readFlow } from "./parse-flow.js";
import type { CompiledFlow } from "./program.js";

export interface CompileResult {
  /** Absent when any diagnostic is an error. */
  readonly compiled?: CompiledFlow;
  /** Every problem at once, in file order within each kind of check. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a flow and turns it into JSON rules and a plan (FLOW-FORMAT §6). Takes anything, a parsed flow as well as raw
 * JSON, and never throws: mistakes come back as diagnostics. Deterministic: the same flow and version give the same
 * bytes, however its keys are ordered, wherever its nodes stand on the canvas, and whether defaults are written or not.
 */
export function compileFlow(input: Flow | unknown, options: CompileOptions): CompileResult {
  const { flow, draft, diagnostics: shape } = readFlow(input);
  const diagnostics = [...shape, ...(draft ? checkFlow(draft, options) : [])];
  if (flow === undefined || hasErrors(diagnostics)) return { diagnostics };
  return { compiled: build(flow, options.version), diagnostics };
}

function build(flow: Flow, version: number): CompiledFlow {
  const plan = sortKeys(planOf(flow));
  const rules = buildRules(plan, version, flow.nodes).map((rule) => sortKeys(rule));
  // Canonical JSON: both parts are sorted already, and these are their names in order.
  const hash = `sha256:${bytesToHex(sha256(utf8ToBytes(JSON.stringify({ plan, rules }))))}`;
  return { flowId: flow.id, version, hash, rules, plan };
}
