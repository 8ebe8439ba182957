import { befriend } from "./acts/befriend.js";
import { relationKey } from "./state/corp.js";
import type { WecomSim } from "./wecom-sim.js";

/** Somebody who has been a member's friend for a while. */
export interface OldFriend {
  readonly externalUserid: string;
  readonly name: string;
  readonly userid: string;
  /** Epoch ms. */
  readonly since: number;
}

const BY_CODE = 1;

/** Gives the first corp friends that it had all along: no callback tells of them. Known ones stay as they are. */
export function adoptFriends(sim: WecomSim, friends: readonly OldFriend[]): void {
  const corp = sim.corp();
  for (const { externalUserid, name, userid, since } of friends) {
    if (!corp.members.has(userid.toLowerCase()) || corp.relations.has(relationKey(userid, externalUserid))) continue;
    if (!corp.customers.has(externalUserid)) {
      corp.customers.set(externalUserid, {
        externalUserid,
        name,
        type: 1,
        gender: 0,
        unionid: `o${externalUserid}`,
        openid: `o${externalUserid}`,
        corpName: "",
      });
    }
    const friendship = { userid, externalUserid, state: "", addWay: BY_CODE, operUserid: userid, half: false };
    befriend({ state: sim.state, corp, now: since }, friendship);
  }
}
