import type { JsonObject } from "@sopflow/schemas";
import type { EventLog } from "./event-log.js";
import { DAY_MS, dayStart, HOUR_MS, humanTime, MINUTE_MS, SECOND_MS, weekdayOf } from "./local-clock.js";
import type { Person } from "./person.js";
import { PHRASES } from "./phrases.js";
import type { DemoSku } from "./products.js";
import type { Random, Weighted } from "./random.js";

/** One small thing that a customer does, without the customer and the time. */
export interface SmallAct {
  readonly type: string;
  readonly props: JsonObject;
}

const ACTS: readonly [Weighted<string>, ...Weighted<string>[]] = [
  ["message.received", 36],
  ["page.viewed", 34],
  ["link.clicked", 16],
  ["moment.liked", 6],
  ["cart.added", 4],
  ["moment.commented", 1],
  ["call.ended", 1],
  ["group.joined", 1],
  ["form.submitted", 1],
];
const TOPICS: readonly [Weighted<keyof typeof PHRASES>, ...Weighted<keyof typeof PHRASES>[]] = [
  ["chat", 36],
  ["question", 28],
  ["feedback", 14],
  ["stock", 12],
  ["price", 10],
];
/** Days between two small acts, for the most silent and the most lively. */
const SILENT_GAP_DAYS = 26;
const LIVELY_GAP_DAYS = 2.5;
const QUIET_SHARE = 0.25;

export const sayingOf = (random: Random, topic: keyof typeof PHRASES): string => random.pick(PHRASES[topic]);

/** Something a customer may do on any day. */
export function makeSmallAct(random: Random, advisorId: string, sku: DemoSku): SmallAct {
  const type = random.weighted(ACTS);
  const page = `https://shop.example.com/p/${sku}`;
  const props: Record<string, () => JsonObject> = {
    "message.received": () => ({ advisorId, text: sayingOf(random, random.weighted(TOPICS)), kind: "text" }),
    "page.viewed": () => ({ url: page, sku }),
    "link.clicked": () => ({ url: `${page}?from=advisor` }),
    "moment.liked": () => ({ momentId: `moment-${random.int(1, 60)}` }),
    "moment.commented": () => ({ momentId: `moment-${random.int(1, 60)}`, text: "学到了" }),
    "cart.added": () => ({ sku, quantity: 1 }),
    "call.ended": () => ({ advisorId, seconds: random.int(15, 420), answered: true }),
    "group.joined": () => ({ groupId: `group-${random.int(1, 8)}`, invited: true }),
    "form.submitted": () => ({ formId: "checkup", answers: { sleep: random.int(1, 5), energy: random.int(1, 5) } }),
  };
  return { type, props: props[type]?.() ?? {} };
}

/** First words, then small acts at the customer's own rate, until it goes quiet. */
export function tellChatter(person: Person, log: EventLog, friendAt: number, until: number): void {
  const { random, id, advisorId, engagement, sku } = person;
  if (random.chance(0.3 + 0.5 * engagement)) {
    const at = friendAt + random.exponential(40) * MINUTE_MS + 20 * SECOND_MS;
    log.add(id, "message.received", at, { advisorId, text: sayingOf(random, "hello"), kind: "text" });
  }
  const quietAt = random.chance(QUIET_SHARE) ? friendAt + random.exponential(25) * DAY_MS : until;
  const gap = SILENT_GAP_DAYS / (1 + engagement * (SILENT_GAP_DAYS / LIVELY_GAP_DAYS - 1));
  let at = friendAt;
  while (at < Math.min(until, quietAt)) {
    at += random.exponential(gap) * DAY_MS;
    const act = makeSmallAct(random, advisorId, sku);
    const when = Math.max(friendAt + MINUTE_MS, humanTime(random, at));
    if (when < until) log.add(id, act.type, when, act.props);
  }
}

const LIVE_WEEKDAY = 4;
const LIVE_HOUR = 20;

/** The live evening of every Thursday, for those who like to watch. */
export function tellLiveEvenings(person: Person, log: EventLog, friendAt: number, until: number): void {
  const { random, id, channel } = person;
  if (!random.chance(channel === "live" ? 0.6 : 0.12)) return;
  for (let day = dayStart(friendAt) + DAY_MS; day < until; day += DAY_MS) {
    if (weekdayOf(day) !== LIVE_WEEKDAY || !random.chance(0.4)) continue;
    const at = day + LIVE_HOUR * HOUR_MS + random.int(0, 2_400) * SECOND_MS;
    log.add(id, "live.entered", at, { liveId: `live-${Math.floor(day / DAY_MS)}`, seconds: random.int(10, 2_400) });
  }
}
