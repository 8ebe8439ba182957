import type { JsonObject } from "@sopflow/schemas";
import type { Args } from "../rules/args.js";
import { CallError, ERR } from "../rules/errcodes.js";
import { advisorOf } from "../rules/lookup.js";
import { pageOf } from "../rules/paging.js";
import type { ContactWay } from "../state/customers.js";
import type { SimState } from "../state/world.js";
import type { Call, Endpoint } from "./endpoint.js";

const MOST_CONTACT_WAYS = 500_000;
const MOST_MEMBERS = 100;

/** 渠道活码: codes that customers scan to meet an advisor. */
export const CONTACT_WAY_ENDPOINTS: readonly Endpoint[] = [
  { path: "externalcontact/add_contact_way", method: "POST", customers: true, writes: true, run: add },
  { path: "externalcontact/get_contact_way", method: "POST", customers: true, run: get },
  { path: "externalcontact/list_contact_way", method: "POST", customers: true, run: list },
  { path: "externalcontact/update_contact_way", method: "POST", customers: true, writes: true, run: update },
  { path: "externalcontact/del_contact_way", method: "POST", customers: true, writes: true, run: remove },
  { path: "externalcontact/close_temp_chat", method: "POST", customers: true, writes: true, run: closeTempChat },
];

function add(call: Call): JsonObject {
  const { state, corp, app, body, now } = call;
  const type = body.int("type", 1, 2) === 1 ? 1 : 2;
  const scene = body.int("scene", 1, 2) === 1 ? 1 : 2;
  if (body.flag("is_temp")) throw body.refuse("is_temp", "is for the medical trade only");
  if (corp.contactWays.size >= MOST_CONTACT_WAYS) throw new CallError(ERR.rateLimit, "500,000 contact ways");
  const configId = state.ids.text(32, "0123456789abcdef");
  const way: ContactWay = {
    configId,
    type,
    scene,
    style: body.int("style", 1, 3, 1),
    createdAt: now,
    byApp: app.agentid,
    remark: body.optionalText("remark", { maxChars: 30 }) ?? "",
    skipVerify: !body.has("skip_verify") || body.flag("skip_verify"),
    state: body.optionalText("state", { maxChars: 30 }) ?? "",
    ...staff(call, type),
    qrPath: scene === 2 ? `/sim/qr/${configId}` : "",
    turn: 0,
  };
  corp.contactWays.set(configId, way);
  state.effects.push({ kind: "contactWay.added", corpid: corp.corpid, configId, state: way.state });
  return { config_id: configId, ...(scene === 2 && { qr_code: state.publicUrl + way.qrPath }) };
}

function staff(call: Call, type: 1 | 2): Pick<ContactWay, "users" | "parties"> {
  const { body, corp } = call;
  const users = body.texts("user", MOST_MEMBERS).map((userid) => advisorOf(call, userid).userid);
  const parties = body.ints("party", MOST_MEMBERS);
  for (const id of parties)
    if (!corp.departments.has(id)) throw body.refuse("party", `has the unknown department ${id}`);
  if (type === 1 && (users.length !== 1 || parties.length > 0))
    throw body.refuse("user", "must be exactly one for type 1");
  if (users.length + parties.length === 0) throw body.refuse("user", "and party are both empty");
  const all = new Set(users);
  for (const { userid, departments } of corp.members.values()) {
    if (departments.some((id) => parties.includes(id))) all.add(userid);
  }
  if (all.size > MOST_MEMBERS) throw body.refuse("party", "has more than 100 members");
  return { users, parties };
}

function ownWay({ corp, app }: Call, body: Args): ContactWay {
  const way = corp.contactWays.get(body.text("config_id"));
  if (!way || (way.byApp !== undefined && way.byApp !== app.agentid)) throw body.refuse("config_id", "is unknown");
  return way;
}

const wayJson = ({ publicUrl }: SimState, way: ContactWay): JsonObject => ({
  config_id: way.configId,
  type: way.type,
  scene: way.scene,
  style: way.style,
  remark: way.remark,
  skip_verify: way.skipVerify,
  state: way.state,
  ...(way.qrPath !== "" && { qr_code: publicUrl + way.qrPath }),
  user: [...way.users],
  party: [...way.parties],
  is_temp: false,
});

function get(call: Call): JsonObject {
  return { contact_way: wayJson(call.state, ownWay(call, call.body)) };
}

/** Created after this could be listed: 2021-07-10 in China. */
const LISTED_SINCE_MS = Date.UTC(2021, 6, 9, 16);

function list({ corp, app, body }: Call): JsonObject {
  const from = 1_000 * body.int("start_time", 0, 4_294_967_295, 0);
  const to = 1_000 * body.int("end_time", 0, 4_294_967_295, 4_294_967_295);
  const ways = [...corp.contactWays.values()].filter(
    ({ createdAt, byApp }) => byApp === app.agentid && createdAt >= Math.max(from, LISTED_SINCE_MS) && createdAt <= to,
  );
  const { items, next } = pageOf(body, ways, { most: 1_000, usual: 100 });
  return {
    contact_way: items.map(({ configId }) => ({ config_id: configId })),
    ...(next !== "" && { next_cursor: next }),
  };
}

function update(call: Call): JsonObject {
  const { body } = call;
  const way = ownWay(call, body);
  way.remark = body.optionalText("remark", { maxChars: 30 }) ?? way.remark;
  way.state = body.optionalText("state", { maxChars: 30 }) ?? way.state;
  if (body.has("skip_verify")) way.skipVerify = body.flag("skip_verify");
  // Both are overwritten together.
  if (body.has("user") || body.has("party")) Object.assign(way, staff(call, way.type));
  call.state.effects.push({ kind: "contactWay.changed", corpid: call.corp.corpid, configId: way.configId });
  return {};
}

function remove(call: Call): JsonObject {
  call.corp.contactWays.delete(ownWay(call, call.body).configId);
  return {};
}

function closeTempChat(call: Call): JsonObject {
  advisorOf(call, call.body.text("userid"));
  throw call.body.refuse("external_userid", "has no temporary chat");
}
