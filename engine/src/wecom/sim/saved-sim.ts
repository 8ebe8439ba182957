import { z } from "zod";
import type { QueuedCallback } from "./callbacks/callback-queue.js";
import { DAY_MS } from "./rules/call-windows.js";
import type { SimCorp } from "./state/corp.js";
import type { ResponseCode } from "./state/work.js";
import type { WecomSim } from "./wecom-sim.js";

/** Rises when what a corp remembers changes its form: a file of another form is not read. */
const FORM = 1;
const KEPT = { chat: 40, appMessages: 500, groupSends: 300, moments: 100, transfers: 1_000 } as const;
/** Results of group sends can be asked for so long, and quotas count by the month. */
const KEPT_MS = 31 * DAY_MS;

interface Saved {
  readonly form: number;
  readonly corps: readonly SimCorp[];
  readonly responseCodes: Map<string, ResponseCode>;
  readonly waiting: readonly QueuedCallback[];
}

const envelopeSchema = z.object({ form: z.literal(FORM), corps: z.array(z.looseObject({ corpid: z.string() })) });

/**
 * What people did in the simulator, as text: corps with their customers, chats, cards and group sends, and callbacks that
 * still wait. The oldest of it is left out, so that it stays small. Tokens and tickets are not in it: apps fetch new ones.
 */
export function saveSim({ state }: WecomSim, now: number): string {
  const saved: Saved = {
    form: FORM,
    corps: [...state.corps.values()].map((corp) => bounded(corp, now)),
    responseCodes: new Map([...state.responseCodes].filter(([, { until }]) => until > now)),
    waiting: state.queue.list().filter(({ state: now }) => now === "waiting" || now === "sending"),
  };
  return JSON.stringify(saved, (_, value: unknown) =>
    value instanceof Map ? { $map: [...value] } : value instanceof Set ? { $set: [...value] } : value,
  );
}

/** Puts a simulator back to what was saved. False, and nothing is changed, for a text of another form. */
export function restoreSim({ state }: WecomSim, text: string): boolean {
  const saved = read(text);
  if (!saved) return false;
  for (const corp of saved.corps) {
    const fresh = state.corps.get(corp.corpid);
    // Apps and members are as they are set up now; those who came since are there, those who left stay gone.
    if (!fresh) continue;
    const members = new Map([...fresh.members, ...corp.members]);
    state.corps.set(corp.corpid, { ...corp, apps: fresh.apps, members });
  }
  for (const [code, row] of saved.responseCodes) state.responseCodes.set(code, row);
  for (const callback of saved.waiting) state.queue.add(callback);
  return true;
}

function read(text: string): Saved | undefined {
  try {
    const value: unknown = JSON.parse(text, (_, part: unknown) => {
      if (typeof part !== "object" || part === null) return part;
      if ("$map" in part && Array.isArray(part.$map)) return new Map(part.$map);
      return "$set" in part && Array.isArray(part.$set) ? new Set(part.$set) : part;
    });
    return envelopeSchema.safeParse(value).success ? (value as Saved) : undefined; // of this form: `saveSim` wrote it
  } catch {
    return undefined;
  }
}

function bounded(corp: SimCorp, now: number): SimCorp {
  const isRecent = (at: number) => at > now - KEPT_MS;
  return {
    ...corp,
    relations: new Map(
      [...corp.relations].map(([key, relation]) => [
        key,
        // A code for a welcome works for seconds only.
        { ...relation, chat: relation.chat.slice(-KEPT.chat), welcome: undefined },
      ]),
    ),
    appMessages: new Map([...corp.appMessages].slice(-KEPT.appMessages)),
    groupSends: new Map(
      [...corp.groupSends].filter(([, { createdAt }]) => isRecent(createdAt)).slice(-KEPT.groupSends),
    ),
    groupReceipts: new Map(
      [...corp.groupReceipts].flatMap(([id, times]) => {
        const recent = times.filter(isRecent);
        return recent.length > 0 ? [[id, recent]] : [];
      }),
    ),
    moments: new Map([...corp.moments].slice(-KEPT.moments)),
    transfers: corp.transfers.slice(-KEPT.transfers),
    media: new Map([...corp.media].filter(([, { until }]) => until > now)),
  };
}
