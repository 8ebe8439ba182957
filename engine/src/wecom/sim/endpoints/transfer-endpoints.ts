import type { JsonObject } from "@sopflow/schemas";
import { DAY_MS } from "../rules/call-windows.js";
import { ERR, type Errcode } from "../rules/errcodes.js";
import { advisorOf, areFriends, memberOf, seconds } from "../rules/lookup.js";
import { pageOf } from "../rules/paging.js";
import { relationKey } from "../state/corp.js";
import type { Call, Endpoint } from "./endpoint.js";

const TRANSFERS_PER_CUSTOMER = 2;
const TRANSFER_WINDOW_MS = 90 * DAY_MS;

/** Customers that pass from one member to another. They may refuse within 24 h. */
export const TRANSFER_ENDPOINTS: readonly Endpoint[] = [
  { path: "externalcontact/transfer_customer", method: "POST", customers: true, writes: true, run: transfer },
  { path: "externalcontact/transfer_result", method: "POST", customers: true, run: result },
];

function transfer(call: Call): JsonObject {
  const { body } = call;
  const handover = memberOf(call, body.text("handover_userid")).userid;
  const takeover = advisorOf(call, body.text("takeover_userid")).userid;
  const asked = body.texts("external_userid", 100);
  if (asked.length === 0) throw body.refuse("external_userid", "must have 1 to 100 entries");
  const successMessage = body.optionalText("transfer_success_msg", { maxChars: 200 }) ?? "";
  return {
    customer: asked.map((externalUserid) => ({
      external_userid: externalUserid,
      errcode: start(call, { handover, takeover, externalUserid, successMessage }),
    })),
  };
}

interface Wish {
  readonly handover: string;
  readonly takeover: string;
  readonly externalUserid: string;
  readonly successMessage: string;
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

function result(call: Call): JsonObject {
  const { corp, body } = call;
  const handover = body.text("handover_userid").toLowerCase();
  const takeover = body.text("takeover_userid").toLowerCase();
  const found = corp.transfers.filter(
    (item) => item.handover.toLowerCase() === handover && item.takeover.toLowerCase() === takeover,
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
