import type { SimApp, SimCorp } from "../state/corp.js";
import type { Relation } from "../state/customers.js";
import type { SimState } from "../state/world.js";
import type { QueuedCallback } from "./callback-queue.js";
import { eventXml, type XmlFields } from "./event-xml.js";

/** A welcome_code lives so long. */
export const WELCOME_MS = 20_000;

/** A change of a customer, group chat or tag, pushed to every app that may hear of it. FromUserName is `sys`. */
export function publishChange(
  state: SimState,
  corp: SimCorp,
  event: "change_external_contact" | "change_external_chat" | "change_external_tag",
  fields: XmlFields & { readonly ChangeType: string },
  options: { readonly now: number; readonly userid?: string; readonly welcome?: ReadonlyMap<number, string> },
): void {
  for (const app of corp.apps.values()) {
    if (!app.customerContact || !seesMember(app, options.userid)) continue;
    const code = options.welcome?.get(app.agentid);
    push(state, corp, app, options.now, `${event}.${fields.ChangeType}`, undefined, {
      FromUserName: "sys",
      CreateTime: Math.floor(options.now / 1000),
      MsgType: "event",
      Event: event,
      ...fields,
      ...(code !== undefined && { WelcomeCode: code }),
    });
  }
}

/** An event of one app: a button, a menu entry, entering, health. */
export function publishAppEvent(
  state: SimState,
  corp: SimCorp,
  app: SimApp,
  event: string,
  options: {
    readonly now: number;
    readonly from: string;
    readonly fields?: XmlFields;
    readonly card?: QueuedCallback["card"];
  },
): void {
  push(state, corp, app, options.now, event, options.card, {
    FromUserName: options.from,
    CreateTime: Math.floor(options.now / 1000),
    MsgType: "event",
    Event: event,
    ...options.fields,
    AgentID: app.agentid,
  });
}

/** Makes a welcome_code for each app that hears of customers; undefined where the console welcomes by itself. */
export function openWelcome(state: SimState, corp: SimCorp, relation: Relation, now: number): void {
  const member = corp.members.get(relation.userid.toLowerCase());
  relation.welcome =
    member === undefined || member.adminWelcome
      ? undefined
      : {
          until: now + WELCOME_MS,
          codes: new Map([...corp.apps.keys()].map((agentid) => [agentid, `WC${state.ids.text(40)}`])),
          sendingUntil: 0,
          sentBy: undefined,
        };
}

const seesMember = (app: SimApp, userid: string | undefined): boolean =>
  userid === undefined || app.visible === undefined || app.visible.has(userid.toLowerCase());

function push(
  state: SimState,
  corp: SimCorp,
  app: SimApp,
  now: number,
  name: string,
  card: QueuedCallback["card"],
  fields: XmlFields,
): void {
  if (app.callback === undefined) return;
  const { callbacks } = state.faults;
  const entry = {
    corpid: corp.corpid,
    agentid: app.agentid,
    name,
    card,
    xml: eventXml({ ToUserName: corp.corpid, ...fields }),
    createdAt: now,
  };
  let dueAt = now + state.ids.int(...state.pace.callbackMs) + callbacks.delayMs;
  if (state.chance.chance(callbacks.reorder)) dueAt += state.chance.int(1, Math.max(1, callbacks.reorderMs));
  const dropped = state.chance.chance(callbacks.drop);
  state.queue.add({ ...entry, dueAt }, dropped);
  if (!dropped && state.chance.chance(callbacks.repeat)) {
    state.queue.add({ ...entry, dueAt: dueAt + state.chance.int(1, 3_000) });
  }
  state.effects.push({ kind: dropped ? "callback.dropped" : "callback.queued", corpid: corp.corpid, name });
}
