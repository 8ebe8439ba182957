import {
  type Diagnostic,
  type DiagnosticParams,
  type ErrorCode,
  FLOW_SCHEMA,
  type flowSchema,
  isErrorCode,
  makeDiagnostic,
  type Text,
  textOfValue,
} from "@sopflow/schemas";
import { readPath } from "./read-path.js";

type ShapeIssue = NonNullable<ReturnType<typeof flowSchema.safeParse>["error"]>["issues"][number];

/** One fault of the file's shape, before it becomes a diagnostic. */
export interface ShapeFault {
  readonly code: ErrorCode;
  readonly path: readonly (string | number)[];
  readonly params: DiagnosticParams;
}

/** Turns zod's issues into faults; of a union that nothing fits, those of the form that fits best. */
export function shapeFaults(issues: readonly ShapeIssue[], input: unknown): ShapeFault[] {
  return issues.flatMap((issue) => toFaults(issue, plainPath(issue.path), input));
}

function toFaults(issue: ShapeIssue, path: (string | number)[], input: unknown): ShapeFault[] {
  const key = String(path.at(-1) ?? "");
  const found = readPath(input, path);
  if (issue.code === "custom") {
    const { code, ...params } = issue.params ?? {};
    if (typeof code === "string" && isErrorCode(code)) return [{ code, path, params: texts(params) }];
  }
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((name) => ({ code: "flow.unknown_key", path: [...path, name], params: { key: name } }));
  }
  if (path.length === 1 && key === "schema") {
    return [{ code: "flow.schema_version", path, params: { found: textOfValue(found ?? ""), wanted: FLOW_SCHEMA } }];
  }
  if (issue.code === "invalid_union") {
    if (issue.discriminator === "type" && found !== undefined) {
      return [{ code: "node.unknown_type", path, params: { type: textOfValue(found) } }];
    }
    const best = bestForm(issue.errors, path, input);
    if (best) return best;
  }
  if (found === undefined) return [{ code: "flow.missing_key", path, params: { key } }];
  return [{ code: "flow.bad_value", path, params: { key, problem: problemText(issue) } }];
}

/** The form with the fewest faults is what the author most likely meant. */
function bestForm(
  errors: readonly ShapeIssue[][],
  path: (string | number)[],
  input: unknown,
): ShapeFault[] | undefined {
  const forms = errors.map((issues) =>
    issues.flatMap((issue) => toFaults(issue, [...path, ...plainPath(issue.path)], input)),
  );
  const open = forms.filter((faults) => faults.length > 0);
  // A form that is of another type altogether says nothing when some form looks inside the value.
  const inside = open.filter((faults) => faults.some((fault) => fault.path.length > path.length));
  return (inside.length > 0 ? inside : open).sort((a, b) => a.length - b.length)[0];
}

const plainPath = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map((key) => (typeof key === "symbol" ? String(key) : key));

const texts = (params: Readonly<Record<string, unknown>>): DiagnosticParams =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));

/** The schemas' own hints are English; these are the same in Chinese. */
const HINTS_ZH: readonly (readonly [RegExp, string])[] = [
  [/^use a duration/, "请写成 P3D 或 -P3D 这样的时长"],
  [/^use an ISO duration/, "请写成 P14D 或 PT30M 这样的时长"],
  [/^use a time/, "请写成 09:30 这样的时间"],
  [/^use a date/, "请写成 2026-06-18 这样的日期"],
  [/^use an instant/, "请写成 2026-06-18T09:00:00+08:00 这样带时区的时间"],
  [/^use owner, pool/, "请用 owner、pool:<名称> 或 advisor:<编号>"],
  [/^use owner, lead/, "请用 owner、lead 或 advisor:<编号>"],
  [/^use 1-64/, "请用 1–64 个字母、数字或连字符"],
  [/^use another id/, "这个编号是保留的，请换一个"],
  [/^days must rise/, "天数必须递增，例如 3、7、14"],
];

function problemText(issue: ShapeIssue): Text {
  const { message } = issue;
  const hint = HINTS_ZH.find(([pattern]) => pattern.test(message));
  if (hint) return { zh: hint[1], en: message };
  switch (issue.code) {
    case "too_big":
      return { zh: `太大或太长，最多 ${issue.maximum}`, en: `too large or too long, at most ${issue.maximum}` };
    case "too_small":
      return { zh: `太小或太短，至少 ${issue.minimum}`, en: `too small or too short, at least ${issue.minimum}` };
    case "invalid_type":
      return { zh: `应为 ${issue.expected}`, en: `${issue.expected} is expected` };
    case "invalid_value":
      return { zh: `只能是：${issue.values.join(", ")}`, en: `use one of: ${issue.values.join(", ")}` };
    default:
      return { zh: "格式不对", en: message };
  }
}

/** Names the node or edge that a path of the flow file lies in. */
export function toDiagnostic({ code, path, params }: ShapeFault, input: unknown): Diagnostic {
  const [list, index] = path;
  const id = typeof index === "number" ? readPath(input, [list ?? "", index, "id"]) : undefined;
  const known = typeof id === "string" ? id : undefined;
  return makeDiagnostic(code, path, params, {
    nodeId: list === "nodes" ? known : undefined,
    edgeId: list === "edges" ? known : undefined,
  });
}
