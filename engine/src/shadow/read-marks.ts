import type { Customer, TaskChannel } from "@sopflow/schemas";
import type { Effect } from "../core/journey/index.js";

interface Place {
  /** The same on both sides exactly if both did it at the same place: enrollment, step, visit, slot. */
  readonly key: string;
  readonly enrollmentId: string;
  readonly nodeId: string;
  readonly visit: number;
  readonly at: number;
}

/** Something a side did that the other side may do as well, now or later. */
export type Mark =
  | (Place & { readonly kind: "entered" })
  | (Place & { readonly kind: "port"; readonly port: string })
  | (Place & {
      readonly kind: "task";
      readonly title: string;
      readonly text: string;
      readonly channel: TaskChannel;
      readonly materials: string;
    });

/** An enrollment's path came to its end. */
export interface Ending {
  readonly enrollmentId: string;
  readonly nodeId: string;
  readonly at: number;
  /** `completed`, `failed`, or the reason of an exit. */
  readonly how: string;
  /** By a rule, an order or an error, rather than by coming to the end. */
  readonly isExit: boolean;
}

export interface Marks {
  readonly marks: readonly Mark[];
  readonly endings: readonly Ending[];
}

/** How often each enrollment of a flow has been at each step. */
export type Visits = ReadonlyMap<string, Readonly<Record<string, number>>>;

export function visitsOf({ enrollments }: Customer, flowId: string): Visits {
  const visits = new Map<string, Readonly<Record<string, number>>>();
  for (const one of enrollments) if (one.flowId === flowId) visits.set(one.id, { ...one.visits });
  return visits;
}

/** What the effects of one input mean for one flow. `before`: visits as they were. */
export function readMarks(effects: readonly Effect[], flowId: string, before: Visits): Marks {
  const marks: Mark[] = [];
  const endings: Ending[] = [];
  const visits = new Map([...before].map(([id, counts]) => [id, { ...counts }]));
  const come = (enrollmentId: string, nodeId: string) => {
    const counts: Record<string, number> = visits.get(enrollmentId) ?? {};
    counts[nodeId] = (counts[nodeId] ?? 0) + 1;
    visits.set(enrollmentId, counts);
  };
  for (const effect of effects) {
    if (effect.kind === "task.issue" && effect.task.flowId === flowId) {
      const { enrollmentId, nodeId, visit, slotId = "", issuedAt: at, title, text, channel, materials } = effect.task;
      const key = `${enrollmentId}/${nodeId}/${visit}/${slotId}`;
      const words = { title, text, channel, materials: JSON.stringify(materials) };
      marks.push({ kind: "task", key, enrollmentId, nodeId, visit, at, ...words });
    }
    if (effect.kind !== "trace" || effect.flowId !== flowId || effect.enrollmentId === "") continue;
    const { what, enrollmentId, nodeId, at, port = "" } = effect;
    if (what === "entered") marks.push({ kind: "entered", key: enrollmentId, enrollmentId, nodeId, visit: 1, at });
    if (what === "arrived") come(enrollmentId, nodeId);
    if (what === "moved" && effect.detail?.from !== nodeId) come(enrollmentId, nodeId);
    if (what === "left") {
      const visit = visits.get(enrollmentId)?.[nodeId] ?? 1;
      const key = `${enrollmentId}/${nodeId}/${visit}`;
      marks.push({ kind: "port", key, enrollmentId, nodeId, visit, at, port });
    }
    const how = endOf(what, effect.detail?.reason);
    if (how !== undefined) endings.push({ enrollmentId, nodeId, at, how, isExit: what !== "completed" });
  }
  return { marks, endings };
}

function endOf(what: string, reason: unknown): string | undefined {
  if (what === "completed" || what === "failed") return what;
  return what === "exited" ? String(reason) : undefined;
}
