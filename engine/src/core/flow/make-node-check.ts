import {
  type AttributeValue,
  type Diagnostic,
  type DiagnosticParams,
  type ErrorCode,
  eventInfo,
  isDottedPath,
  makeDiagnostic,
} from "@sopflow/schemas";
import {
  durationUpperMs,
  isZone,
  MAX_DURATION_DAYS,
  parseDuration,
  parseInstant,
  parseLocalDate,
  startOfLocalDay,
} from "../time/index.js";
import type { CompileOptions } from "./compile-options.js";
import { checkCondition, checkFact } from "./condition-check.js";
import { NODE_PLACE } from "./condition-place.js";
import type { FlowFacts } from "./flow-facts.js";
import type { AttributeType, CheckPath, NodeCheck } from "./node-check.js";
import { checkTemplate } from "./template-check.js";
import { isDateText, KIND_TEXT } from "./value-kinds.js";

/** Where a check reports to: one node, or the settings. */
export interface CheckScope {
  readonly flowId: string;
  readonly zone: string;
  /** Leads to the node or the settings: `["nodes", 3]`. */
  readonly base: CheckPath;
  readonly nodeId?: string;
  /** A disabled node does nothing, so features that do not run yet do no harm in it. */
  readonly disabled?: boolean;
}

/** The checks that nodes share, bound to one place of one flow. */
export function makeNodeCheck(
  scope: CheckScope,
  facts: FlowFacts,
  options: CompileOptions,
  diagnostics: Diagnostic[],
): NodeCheck {
  const report =
    (severity: Diagnostic["severity"]) => (code: ErrorCode, path: CheckPath, params?: DiagnosticParams) => {
      const place = { nodeId: scope.nodeId, severity };
      diagnostics.push(makeDiagnostic(code, [...scope.base, ...path], params, place));
    };
  const error = report("error");
  const warn = report("warning");
  const keyOf = (path: CheckPath) => String(path.at(-1) ?? "");

  return {
    flowId: scope.flowId,
    ...(scope.disabled !== true && { webhookHosts: options.webhookHosts, webhookSecrets: options.webhookSecrets }),
    error,
    warn,
    where(where, path, place) {
      if (where !== undefined) checkCondition(where, path, place, facts, error);
    },
    template(text, path) {
      if (text !== undefined) checkTemplate(text, path, facts, error);
    },
    factValue(reference, path) {
      checkFact(reference, path, NODE_PLACE, facts, error);
      if (reference.path !== undefined && !isDottedPath(reference.path)) {
        error("condition.bad_path", [...path, "path"], { path: reference.path });
      }
    },
    duration(text, path, zero) {
      if (text === undefined) return;
      const duration = parseDuration(text);
      if (duration === undefined) {
        error("duration.too_long", path, { key: keyOf(path), value: text, max: `P${MAX_DURATION_DAYS}D` });
      } else if (zero !== undefined && durationUpperMs(duration) === 0) error(zero, path, { key: keyOf(path) });
    },
    notPast(date, path) {
      const { now } = options;
      if (date === undefined || now === undefined || !isZone(scope.zone)) return;
      const day = parseLocalDate(date);
      // A whole day has passed when the next one begins.
      const end = day === undefined ? parseInstant(date) : startOfLocalDay(scope.zone, day + 1) - 1;
      if (end !== undefined && end < now) error("flow.past_date", path, { date });
    },
    eventType(type, path) {
      if (eventInfo(type) === undefined) error("event.unknown_type", path, { type });
    },
    attribute(name, path, wanted) {
      const definition = checkDefined(name, path);
      if (definition !== undefined && wanted !== undefined && definition !== wanted) {
        error("attribute.value_type", path, {
          name,
          wanted: ATTRIBUTE_TEXT[definition],
          found: ATTRIBUTE_TEXT[wanted],
        });
      }
    },
    attributeValue(name, value, path) {
      const definition = checkDefined(name, path);
      if (definition === undefined || value === null || isOfType(value, definition)) return;
      const found = KIND_TEXT[typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "string"];
      error("attribute.value_type", path, { name, wanted: ATTRIBUTE_TEXT[definition], found });
    },
    assignee(assign, path) {
      const colon = assign.indexOf(":");
      const [kind, name] = [assign.slice(0, colon), assign.slice(colon + 1)];
      const { advisorIds, pools } = options;
      if (kind === "advisor" && advisorIds?.has(name) === false) error("assign.unknown_advisor", path, { id: name });
      if (kind === "pool" && pools?.has(name) === false) error("assign.unknown_pool", path, { name });
    },
    flowReference(flowId, path) {
      if (flowId === scope.flowId) error("flow.start_self", path);
      else if (options.flowIds?.has(flowId) === false) error("flow.unknown_flow", path, { id: flowId });
    },
    distinctIds(items, path, what) {
      const seen = new Set<string>();
      items?.forEach(({ id }, i) => {
        if (seen.has(id)) error("node.duplicate_id", [...path, i, "id"], { what, id });
        seen.add(id);
      });
    },
  };

  /** The type that the brand gave it; undefined when that is unknown, which has then been reported where it can be. */
  function checkDefined(name: string, path: CheckPath): AttributeType | undefined {
    if (!isDottedPath(`$.${name}`) || name.includes(".")) {
      error("attribute.unknown", path, { name });
      return undefined;
    }
    if (options.attributes === undefined) return undefined;
    if (Object.hasOwn(options.attributes, name)) return options.attributes[name]?.type;
    error("attribute.unknown", path, { name });
    return undefined;
  }
}

const ATTRIBUTE_TEXT = {
  text: KIND_TEXT.string,
  number: KIND_TEXT.number,
  boolean: KIND_TEXT.boolean,
  date: KIND_TEXT.dateText,
} as const;

function isOfType(value: AttributeValue, type: AttributeType): boolean {
  if (type === "date") return isDateText(value);
  return typeof value === (type === "text" ? "string" : type);
}
