import { publishChange } from "../callbacks/publish.js";
import { areFriends } from "../rules/lookup.js";
import { writeChat } from "../rules/write-chat.js";
import { relationKey } from "../state/corp.js";
import type { ContactWay, Customer } from "../state/customers.js";
import { ActError, type ActOf, type ActResult } from "./act.js";
import { type ActScope, requireCustomer, requireRelation } from "./act-scope.js";
import { completeTransfer, refuseTransfer } from "./advance-transfers.js";
import { befriend, publishFriend } from "./befriend.js";

const BY_CODE = 1;

export function appear({ state, corp }: ActScope, act: ActOf<"customer.appear">): ActResult {
  const { name, isWecom = false } = act;
  const customer: Customer = {
    externalUserid: `${isWecom ? "wo" : "wm"}${state.ids.text(30)}`,
    name,
    type: isWecom ? 2 : 1,
    gender: 0,
    unionid: `o${state.ids.text(27)}`,
    openid: `o${state.ids.text(27)}`,
    corpName: isWecom ? "外部公司" : "",
  };
  corp.customers.set(customer.externalUserid, customer);
  return { externalUserid: customer.externalUserid };
}

/** A customer scans a channel code and is a friend of the member whose turn it is. Scanning again only opens the chat. */
export function scan(scope: ActScope, act: ActOf<"customer.scan">): ActResult {
  const { corp } = scope;
  const way = findWay(scope, act);
  const externalUserid =
    act.externalUserid ?? String(appear(scope, { type: "customer.appear", name: act.name ?? "新客户" }).externalUserid);
  requireCustomer(scope, externalUserid);
  const staff = staffOf(scope, way);
  const friend = staff.find((userid) => areFriends(corp.relations.get(relationKey(userid, externalUserid))));
  if (friend !== undefined) return { externalUserid, userid: friend, isNew: false };
  const userid = staff[way.turn % Math.max(1, staff.length)];
  if (userid === undefined) throw new ActError("nobody is behind this code");
  way.turn++;
  const half = act.half === true;
  const relation = befriend(scope, {
    userid,
    externalUserid,
    state: way.state,
    addWay: BY_CODE,
    operUserid: userid,
    half: half || !way.skipVerify,
  });
  // Without 免验证 the apps hear nothing before the member has confirmed.
  if (half || way.skipVerify) publishFriend(scope, relation, true);
  return { externalUserid, userid, isNew: true };
}

function findWay({ corp }: ActScope, { configId, state }: ActOf<"customer.scan">): ContactWay {
  const way = [...corp.contactWays.values()].find((item) =>
    configId === undefined ? item.state === state : item.configId === configId,
  );
  if (!way) throw new ActError("there is no such channel code");
  return way;
}

function staffOf({ corp }: ActScope, { users, parties }: ContactWay): string[] {
  const inParties = [...corp.members.values()].filter(({ departments }) =>
    departments.some((id) => parties.includes(id)),
  );
  const all = new Set([...users, ...inParties.map(({ userid }) => userid)]);
  return [...all].filter((userid) => corp.members.get(userid.toLowerCase())?.customerFeature);
}

/** A message from the customer. No callback tells of it: WeCom has none for a chat. */
export function write(scope: ActScope, { externalUserid, userid, text }: ActOf<"customer.write">): ActResult {
  const relation = requireRelation(scope, userid, externalUserid);
  if (!areFriends(relation)) throw new ActError("they are no friends: the message does not arrive");
  writeChat(scope.state, scope.corp, relation, { from: "customer", via: "typed", at: scope.now, text });
  return {};
}

export function deleteAdvisor(scope: ActScope, act: ActOf<"customer.deleteAdvisor">): ActResult {
  const { userid, externalUserid } = act;
  const relation = requireRelation(scope, userid, externalUserid);
  if (!relation.customerKeeps) throw new ActError("the customer has deleted this advisor already");
  relation.customerKeeps = false;
  publishChange(
    scope.state,
    scope.corp,
    "change_external_contact",
    { ChangeType: "del_follow_user", UserID: relation.userid, ExternalUserID: externalUserid },
    { now: scope.now, userid },
  );
  return {};
}

export function answerTransfer(scope: ActScope, act: ActOf<"customer.answerTransfer">): ActResult {
  const { externalUserid, accept } = act;
  const transfer = scope.corp.transfers.find((item) => item.externalUserid === externalUserid && item.status === 2);
  if (!transfer) throw new ActError("no transfer waits for this customer");
  if (accept) completeTransfer(scope, transfer);
  else refuseTransfer(scope, transfer);
  return {};
}
