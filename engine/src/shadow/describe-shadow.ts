import { SHADOW_AGREEMENTS, SHADOW_DIFFERENCES, type Shadow, type ShadowCount } from "@sopflow/schemas";
import type { ShadowHeader } from "./shadow-records.js";

const COUNTED: readonly string[] = [...SHADOW_DIFFERENCES, ...SHADOW_AGREEMENTS];
const isCounted = (kind: string): kind is ShadowCount["kind"] => COUNTED.includes(kind);

/** A shadow as it is shown. `behind`: entries of the log that it has not come to. */
export function describeShadow(header: ShadowHeader, totals: ReadonlyMap<string, number>, behind: number): Shadow {
  const { id, flowId, revision, liveVersion, status, ended, by, startedAt, endsAt, customers, seenTo } = header;
  const counts = [...totals].flatMap(([key, count]): ShadowCount[] => {
    const slash = key.indexOf("/");
    const kind = key.slice(0, Math.max(0, slash));
    return isCounted(kind) ? [{ kind, nodeId: key.slice(slash + 1), count }] : [];
  });
  const sum = (key: string) => totals.get(key) ?? 0;
  return {
    ...{ id, flowId, revision, liveVersion, status, by, startedAt, endsAt, customers, seenTo },
    ...(ended && { ended }),
    people: sum("people"),
    isPreparing: status === "running" && header.copiedTo !== undefined,
    behind: status === "running" ? behind : 0,
    counts: counts.sort((a, b) => b.count - a.count || (a.nodeId < b.nodeId ? -1 : 1)),
    undecided: sum("undecided"),
    failed: sum("failed"),
    checked: sum("checked"),
    astray: sum("astray"),
  };
}
