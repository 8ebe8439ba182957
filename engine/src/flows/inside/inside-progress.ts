import type { InsideProgress } from "@sopflow/schemas";
import type { FlowDraft, Store } from "../../store/index.js";
import { INSIDE_WORKS, insideRowId } from "../../worker/inside-rows.js";

type Parts = Pick<Store, "flows" | "schedules">;

/** The latest work of each kind over the people inside a flow, done or under way. */
export async function insideProgress({ schedules }: Parts, flowId: string): Promise<InsideProgress[]> {
  const rows = new Map((await schedules.list()).map((row) => [row.id, row]));
  return INSIDE_WORKS.flatMap((work): InsideProgress[] => {
    const row = rows.get(insideRowId(work, flowId));
    if (!row) return [];
    const { total = 0, told = 0, startedAt, finishedAt, left } = row.progress ?? {};
    return [
      {
        work,
        version: row.version,
        total,
        told: Math.min(told, total),
        ...(startedAt === undefined ? {} : { startedAt }),
        ...(finishedAt === undefined ? {} : { finishedAt }),
        ...(left === undefined ? {} : { left }),
      },
    ];
  });
}

/** A move or an exit of everybody that is not over yet, also one that the worker has not come to. */
export async function unfinishedWork(
  parts: Parts,
  { flowId, publishedVersion, state, turn }: FlowDraft,
): Promise<InsideProgress | undefined> {
  if (publishedVersion === undefined) return undefined;
  const known = await insideProgress(parts, flowId);
  const under = known.find(({ work, finishedAt }) => work !== "wake" && finishedAt === undefined);
  if (under) return under;
  const none = { version: publishedVersion, total: 0, told: 0 };
  if (state === "archived" && turn?.exitAt !== undefined) {
    const { exitAt } = turn;
    return known.some(({ work, startedAt }) => work === "exit" && (startedAt ?? 0) >= exitAt)
      ? undefined
      : { work: "exit", ...none };
  }
  const isMoved = known.some(({ work, version }) => work === "move" && version === publishedVersion);
  if (isMoved) return undefined;
  const newest = await parts.flows.version(flowId, publishedVersion);
  return newest?.inside === undefined ? undefined : { work: "move", ...none };
}
