import type { JsonObject } from "@sopflow/schemas";
import { DAY_MS } from "../rules/call-windows.js";
import { CallError, ERR, type Errcode } from "../rules/errcodes.js";
import { advisorOf, areFriends, memberOf, seconds } from "../rules/lookup.js";
import { pageOf } from "../rules/paging.js";
import { type Member, relationKey } from "../state/corp.js";
import type { Call, Endpoint } from "./endpoint.js";

const TRANSFERS_PER_CUSTOMER = 2;
const TRANSFER_WINDOW_MS = 90 * DAY_MS;

/** Customers that pass from one member to another. They may refuse within 24 h. */
export const TRANSFER_ENDPOINTS: readonly Endpoint[] = [
  {
    path: "externalcontact/transfer_customer",
    method: "POST",
    customers: true,
    writes: true,
    run: (call) => transfer(call, memberOf(call, call.body.text("handover_userid")).userid, false),
  },
  { path: "externalcontact/transfer_result", method: "POST", customers: true, run: (call) => result(call, false) },
  {
    path: "externalcontact/resigned/transfer_customer",
    method: "POST",
    customers: true,
    writes: true,
    run: (call) => transfer(call, leaverOf(call).userid, true),
  },
  {
    path: "externalcontact/resigned/transfer_result",
    method: "POST",
    customers: true,
    run: (call) => result(call, true),
  },
];

/** Who has left the corp; who works there still hands over by the other endpoint. */
function leaverOf({ corp, body }: Call): Member {
  const userid = body.text("handover_userid");
  const member = corp.members.get(userid.toLowerCase());
  if (!member?.hasLeft) throw new CallError(ERR.unknownMember, `${userid} has not left`);
  return member;
}

function transfer(call: Call, handover: string, ofLeaver: boolean): JsonObject {
  const { body } = call;
  const takeover = advisorOf(call, body.text("takeover_userid")).userid;
  const asked = body.texts("external_userid", 100);
  if (asked.length === 0) throw body.refuse("external_userid", "must have 1 to 100 entries");
  const successMessage = (!ofLeaver && body.optionalText("transfer_success_msg", { maxChars: 200 })) || "";
  return {
    customer: asked.map((externalUserid) => ({
      external_userid: externalUserid,
      errcode: start(call, { handover, takeover, externalUserid, successMessage, ofLeaver }),
    })),
  };
}

interface Wish {
  readonly handover: string;
  readonly takeover: string;
  readonly externalUserid: string;
  readonly successMessage: string;
  readonly ofLeaver: boolean;
}

function start({ state, corp, now }: Call, wish: Wish): Errcode {
  const { handover, takeover, externalUserid } = wish;
  if (handover.toLowerCase() === takeover.toLowerCase()) return ERR.transferSame;
  if (!corp.customers.has(externalUserid)) return ERR.invalidExternalUserid;
  if (!corp.relations.get(relationKey(handover, externalUserid))?.memberKeeps) return ERR.transferNotFollower;
  const earlier = corp.transfers.filter((item) => item.externalUserid === externalUserid);
  if (earlier.some(({ status }) => status === 2)) return ERR.transferRunning;
  const recent = earlier.filter(({ startedAt }) => startedAt > now - TRANSFER_WINDOW_MS);
  if (recent.length >= TRANSFERS_PER_CUSTOMER) return ERR.transferTooOften;
  const wasFriend = areFriends(corp.relations.get(relationKey(takeover, externalUserid)));
  corp.transfers.push({ ...wish, startedAt: now, wasFriend, status: 2, endedAt: undefined });
  state.effects.push({ kind: "transfer.started", corpid: corp.corpid, externalUserid, userid: takeover });
  return ERR.ok;
}

function result(call: Call, ofLeaver: boolean): JsonObject {
  const { corp, body } = call;
  const handover = body.text("handover_userid").toLowerCase();
  const takeover = body.text("takeover_userid").toLowerCase();
  const found = corp.transfers.filter(
    (item) =>
      item.ofLeaver === ofLeaver &&
      item.handover.toLowerCase() === handover &&
      item.takeover.toLowerCase() === takeover,
  );
  const { items, next } = pageOf(body, found, { most: 1_000, usual: 1_000 });
  return {
    customer: items.map(({ externalUserid, status, startedAt, endedAt }) => ({
      external_userid: externalUserid,
      status,
      takeover_time: seconds(endedAt ?? startedAt + DAY_MS),
    })),
    next_cursor: next,
  };
}
