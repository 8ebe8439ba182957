import type { SimCorp, SimEffect } from "../state/corp.js";
import type { SimState } from "../state/world.js";
import type { Act, ActOf, ActResult, ActType } from "./act.js";
import type { ActScope } from "./act-scope.js";
import { addContactWay, changeApp, changeMember, createTags, deleteTag, lowActive, renameTag } from "./admin-acts.js";
import { advanceTransfers } from "./advance-transfers.js";
import * as advisor from "./advisor-acts.js";
import { pressButton } from "./card-acts.js";
import * as customer from "./customer-acts.js";
import { changeGroup, changeMembers, createGroup, dismissGroup } from "./group-chat-acts.js";
import { confirmGroupSend, ownGroupSend, publishMoment } from "./group-send-acts.js";

type Performer<T extends ActType> = (scope: ActScope, act: ActOf<T>) => ActResult;

const PERFORMERS: { readonly [T in ActType]: Performer<T> } = {
  "customer.appear": customer.appear,
  "customer.scan": customer.scan,
  "customer.write": customer.write,
  "customer.deleteAdvisor": customer.deleteAdvisor,
  "customer.answerTransfer": customer.answerTransfer,
  "advisor.confirmFriend": advisor.confirmFriend,
  "advisor.deleteCustomer": advisor.deleteCustomer,
  "advisor.write": advisor.write,
  "advisor.sideBarSend": advisor.sideBarSend,
  "advisor.editCustomer": advisor.editCustomer,
  "advisor.pressButton": pressButton,
  "advisor.pickMenu": pressButton,
  "advisor.openApp": advisor.openApp,
  "advisor.confirmGroupSend": confirmGroupSend,
  "advisor.groupSend": ownGroupSend,
  "advisor.publishMoment": publishMoment,
  "group.create": createGroup,
  "group.addMember": changeMembers,
  "group.removeMember": changeMembers,
  "group.rename": changeGroup,
  "group.notice": changeGroup,
  "group.changeOwner": changeGroup,
  "group.dismiss": dismissGroup,
  "tag.create": createTags,
  "tag.rename": renameTag,
  "tag.delete": deleteTag,
  "admin.lowActive": lowActive,
  "admin.member": changeMember,
  "admin.app": changeApp,
  "admin.contactWay": addContactWay,
};

/** Does what a person does. Throws `ActError` where that cannot be done now; nothing has changed then. */
export function performAct(
  state: SimState,
  corp: SimCorp,
  act: Act,
  now: number,
): { readonly result: ActResult; readonly effects: readonly SimEffect[] } {
  advanceTransfers(state, now);
  state.effects = [];
  const result = perform(act.type, { state, corp, now }, act);
  return { result, effects: state.effects };
}

function perform<T extends ActType>(type: T, scope: ActScope, act: Act): ActResult {
  // The performer of a type takes exactly the acts of that type, which TypeScript cannot follow through the table.
  return PERFORMERS[type](scope, act as ActOf<T>); // as: `act.type` is `type`
}
