import { openWelcome, publishChange } from "../callbacks/publish.js";
import { relationKey } from "../state/corp.js";
import type { Relation } from "../state/customers.js";
import type { ActScope } from "./act-scope.js";

export interface Friendship {
  readonly userid: string;
  readonly externalUserid: string;
  readonly state: string;
  readonly addWay: number;
  readonly operUserid: string;
  /** Only the customer has added so far. */
  readonly half: boolean;
}

/** The two become friends (again). What the member noted before about a customer who comes back is kept. */
export function befriend({ corp, now }: ActScope, friendship: Friendship): Relation {
  const { userid, externalUserid, state, addWay, operUserid, half } = friendship;
  const key = relationKey(userid, externalUserid);
  const known = corp.relations.get(key);
  const relation: Relation = known ?? {
    userid,
    externalUserid,
    createdAt: now,
    memberKeeps: true,
    customerKeeps: true,
    confirmed: !half,
    state,
    addWay,
    operUserid,
    remark: "",
    description: "",
    remarkCompany: "",
    remarkMobiles: [],
    tags: new Set(),
    personalTags: [],
    chat: [],
    lastChatAt: 0,
    welcome: undefined,
  };
  Object.assign(relation, { createdAt: now, memberKeeps: true, customerKeeps: true, confirmed: !half });
  Object.assign(relation, { state, addWay, operUserid });
  corp.relations.set(key, relation);
  return relation;
}

/** Tells the apps of a new friend, with a welcome_code where there is one. */
export function publishFriend({ state, corp, now }: ActScope, relation: Relation, opensWelcome: boolean): void {
  const { userid, externalUserid, confirmed } = relation;
  if (opensWelcome) openWelcome(state, corp, relation, now);
  publishChange(
    state,
    corp,
    "change_external_contact",
    {
      ChangeType: confirmed ? "add_external_contact" : "add_half_external_contact",
      UserID: userid,
      ExternalUserID: externalUserid,
      State: relation.state === "" ? undefined : relation.state,
    },
    { now, userid, ...(opensWelcome && relation.welcome && { welcome: relation.welcome.codes }) },
  );
  state.effects.push({ kind: "customer.added", corpid: corp.corpid, userid, externalUserid, state: relation.state });
}
