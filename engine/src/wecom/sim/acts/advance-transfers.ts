import { publishChange } from "../callbacks/publish.js";
import { DAY_MS } from "../rules/call-windows.js";
import { contactsOf } from "../rules/lookup.js";
import { writeChat } from "../rules/write-chat.js";
import { relationKey } from "../state/corp.js";
import type { Transfer } from "../state/customers.js";
import type { SimState } from "../state/world.js";
import type { ActScope } from "./act-scope.js";
import { befriend, publishFriend } from "./befriend.js";

/** add_way of a customer whom a member or the admin assigned. */
const ASSIGNED = 202;

/** Transfers that nobody refused are complete 24 h after they began. */
export function advanceTransfers(state: SimState, now: number): void {
  for (const corp of state.corps.values()) {
    for (const transfer of corp.transfers) {
      const doneAt = transfer.startedAt + DAY_MS;
      if (transfer.status === 2 && doneAt <= now) completeTransfer({ state, corp, now: doneAt }, transfer);
    }
  }
}

/** The customer passes on; no add event where the new member was a friend already, and nothing where the list is full. */
export function completeTransfer(scope: ActScope, transfer: Transfer): void {
  const { state, corp, now } = scope;
  const { handover, takeover, externalUserid } = transfer;
  const cap = corp.members.get(takeover.toLowerCase())?.customerCap ?? 0;
  if (!transfer.wasFriend && contactsOf(corp, takeover).length >= cap) {
    failTransfer(scope, transfer, 4, "customer_limit_exceed");
    return;
  }
  transfer.status = 1;
  transfer.endedAt = now;
  const old = corp.relations.get(relationKey(handover, externalUserid));
  if (!transfer.wasFriend) {
    const relation = befriend(scope, {
      userid: takeover,
      externalUserid,
      state: "",
      addWay: ASSIGNED,
      operUserid: takeover,
      half: false,
    });
    relation.remark = old?.remark ?? "";
    relation.description = old?.description ?? "";
    for (const id of old?.tags ?? []) relation.tags.add(id);
    if (transfer.successMessage !== "") {
      writeChat(state, corp, relation, { from: "member", via: "typed", at: now, text: transfer.successMessage });
    }
    publishFriend(scope, relation, false);
  }
  if (!old?.memberKeeps) return;
  old.memberKeeps = false;
  old.customerKeeps = false;
  publishChange(
    state,
    corp,
    "change_external_contact",
    {
      ChangeType: "del_external_contact",
      UserID: handover,
      ExternalUserID: externalUserid,
      Source: "DELETE_BY_TRANSFER",
    },
    { now, userid: handover },
  );
}

/** The customer says no: the app hears of it. */
export const refuseTransfer = (scope: ActScope, transfer: Transfer): void =>
  failTransfer(scope, transfer, 3, "customer_refused");

function failTransfer({ state, corp, now }: ActScope, transfer: Transfer, status: 3 | 4, reason: string): void {
  transfer.status = status;
  transfer.endedAt = now;
  publishChange(
    state,
    corp,
    "change_external_contact",
    {
      ChangeType: "transfer_fail",
      FailReason: reason,
      UserID: transfer.takeover,
      ExternalUserID: transfer.externalUserid,
    },
    { now, userid: transfer.takeover },
  );
}
