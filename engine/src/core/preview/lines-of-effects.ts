import type { Json, JsonObject, Task } from "@sopflow/schemas";
import type { Program } from "../flow/program.js";
import type { Effect, TraceEffect } from "../journey/effect.js";
import type { DecisionNotes } from "./decision-notes.js";
import type { PreviewLine, PreviewTask } from "./preview-line.js";

export interface LineSource {
  readonly program: Program;
  readonly notes: DecisionNotes;
  /** Puts a task into the form in which it is shown, and remembers it. */
  readonly present: (task: Task) => PreviewTask;
  /** What a task is called in a preview; undefined for one that it did not issue. */
  readonly keyOf: (taskId: string) => string | undefined;
}

/** The lines that the effects of one step make; what other flows do is left out. */
export function linesOf(effects: readonly Effect[], source: LineSource): PreviewLine[] {
  return effects.flatMap((effect) => {
    if (effect.kind === "trace") return traceLines(effect, source);
    if (effect.kind === "task.issue") {
      const { task } = effect;
      if (task.flowId !== source.program.flowId) return [];
      return [{ kind: "task", at: task.issuedAt, nodeId: task.nodeId, ...source.present(task) }];
    }
    if (effect.kind === "notify") {
      const { at, nodeId, to, text, flowId } = effect;
      return flowId === source.program.flowId ? [{ kind: "notify", at, nodeId, to, text }] : [];
    }
    return effect.kind === "alert" ? [{ kind: "alert", at: effect.at, code: effect.code }] : [];
  });
}

function traceLines(trace: TraceEffect, source: LineSource): PreviewLine[] {
  if (trace.what === "raised") return raisedLines(trace);
  if (trace.flowId !== source.program.flowId) return [];
  const make = LINES[trace.what];
  return make ? make(trace, source, trace.detail ?? {}) : [];
}

type MakeLines = (trace: TraceEffect, source: LineSource, detail: JsonObject) => PreviewLine[];

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
const time = (value: Json | undefined): number => (typeof value === "number" ? value : 0);
const reasonOf = <R>(reason: R | undefined): { reason?: R } => (reason === undefined ? {} : { reason });

const LINES: Partial<Record<TraceEffect["what"], MakeLines>> = {
  entered: ({ at, nodeId }, { notes }) => [{ kind: "entered", at, nodeId, ...reasonOf(notes.takeEntry(nodeId, true)) }],
  refused: ({ at, nodeId }, _source, detail) => [{ kind: "refused", at, nodeId, by: text(detail.reason) }],
  arrived: ({ at, nodeId }) => [{ kind: "arrived", at, nodeId }],
  left: ({ at, nodeId, enrollmentId, port = "", rule }, { program, notes }) => {
    const to = program.plan.nodes[nodeId]?.next[port] ?? null;
    return [{ kind: "left", at, nodeId, port, to, ...reasonOf(notes.take(enrollmentId, nodeId, rule)) }];
  },
  planned: ({ at, nodeId }, _source, detail) => [{ kind: "waiting", at, nodeId, until: time(detail.at) }],
  deferred: ({ at, nodeId }, _source, detail) => [
    { kind: "deferred", at, nodeId, by: text(detail.reason), until: time(detail.until) },
  ],
  dropped: ({ at, nodeId }, _source, detail) => [
    { kind: "dropped", at, nodeId, by: text(detail.reason), ...(detail.cause && { cause: text(detail.cause) }) },
  ],
  stale: ({ at, nodeId }) => [{ kind: "dropped", at, nodeId, by: "stale" }],
  skipped: ({ at, nodeId }, _source, detail) => [
    { kind: "dropped", at, nodeId, by: text(detail.reason), ...(detail.slot && { slot: text(detail.slot) }) },
  ],
  result: ({ at, nodeId }, { keyOf }, detail) => {
    const key = keyOf(text(detail.task));
    return key === undefined ? [] : [{ kind: "answered", at, nodeId, key, outcome: text(detail.outcome) }];
  },
  withdrawn: ({ at, nodeId }, { keyOf }, detail) => {
    const key = keyOf(text(detail.task));
    return key === undefined ? [] : [{ kind: "withdrawn", at, nodeId, key, by: text(detail.reason) }];
  },
  goal: ({ at }, _source, detail) => [{ kind: "goal", at, goal: text(detail.goal) }],
  completed: ({ at, nodeId }) => [{ kind: "ended", at, nodeId, how: "completed", by: "" }],
  exited: ({ at, nodeId }, _source, detail) => [{ kind: "ended", at, nodeId, how: "exited", by: text(detail.reason) }],
  failed: ({ at, nodeId }, _source, detail) => [{ kind: "ended", at, nodeId, how: "failed", by: text(detail.code) }],
};

/** What a step changed in the profile: tags, and what is told as one change. */
function raisedLines({ at, detail = {} }: TraceEffect): PreviewLine[] {
  const { type, props } = detail;
  if (typeof props !== "object" || props === null || Array.isArray(props)) return [];
  if (type === "tag.added" || type === "tag.removed") {
    return [{ kind: "tag", at, tag: text(props.tag), added: type === "tag.added" }];
  }
  if (type !== "profile.changed") return [];
  const { changed: _names, previous: _before, ...changed } = props;
  return [{ kind: "profile", at, changed }];
}
