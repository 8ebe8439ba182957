import { DAY_MS } from "../../core/time/index.js";
import type { WecomAppConfig } from "./app-session.js";
import type { NeedOf } from "./endpoint.js";
import type { WecomLimits } from "./limits.js";
import { userIdKey } from "./user-id.js";

interface Recipients {
  readonly users?: readonly string[] | undefined;
  readonly parties?: readonly number[] | undefined;
  readonly tags?: readonly number[] | undefined;
  readonly all?: boolean | undefined;
}

/**
 * What an app message takes from the budgets: one for each member named, and as many person-times of the day. Whom a
 * department or a tag holds is not known: such a message counts as one to every account. Groups are taken in turn.
 */
export function messageNeeds(app: WecomAppConfig, to: Recipients, limits: WecomLimits): NeedOf[][] {
  const prefix = `${app.corpId}/${app.agentId}`;
  const members = new Set((to.users ?? []).map(userIdKey));
  const isOpen = to.all === true || (to.parties ?? []).length + (to.tags ?? []).length > 0;
  const weight = isOpen ? (app.accounts ?? 0) : members.size;
  const day: NeedOf[] =
    app.accounts === undefined
      ? []
      : [
          {
            key: `${prefix}/persons`,
            limits: [{ most: app.accounts * limits.dailyPerAccount, windowMs: DAY_MS, calendarDay: true }],
            weight,
          },
        ];
  return [
    [...members].sort().map((userId) => ({ key: `${prefix}/to/${userId}`, limits: limits.perMember, weight: 1 })),
    day,
  ];
}
