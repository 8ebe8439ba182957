import type { JsonObject } from "@sopflow/schemas";
import { DEMO_CHANNELS, priceBandOf } from "./channels.js";
import type { EventLog } from "./event-log.js";
import { DAY_MS, HOUR_MS, humanTime, instantText, MINUTE_MS, SECOND_MS } from "./local-clock.js";
import type { WrittenOrder } from "./order.js";
import type { Person } from "./person.js";

const SCAN_SHARE = 0.94;
const HALF_ADDED_SHARE = 0.04;
const PROFILED_SHARE = 0.7;

/** A buyer finds the card in the parcel and scans it. Returns when the friendship begins; undefined when it never does. */
export function tellCard(person: Person, log: EventLog, order: WrittenOrder, paidAt: number): number | undefined {
  const { random, id } = person;
  const card = { card: `card-${order.orderId}`, orderId: order.orderId };
  log.add(id, "card.shipped", paidAt + random.between(4, 30) * HOUR_MS, card);
  if (!random.chance(SCAN_SHARE)) return undefined;
  const scannedAt = humanTime(random, order.deliveredAt + random.exponential(0.4) * DAY_MS);
  const at = Math.max(scannedAt, order.deliveredAt + 5 * MINUTE_MS);
  log.add(id, "card.scanned", at, { ...card, channel: "package-card" });
  if (random.chance(HALF_ADDED_SHARE)) {
    log.add(id, "friend.half_added", at + 10 * SECOND_MS, { advisorId: person.advisorId, channel: "package-card" });
    return undefined;
  }
  return at + random.int(5, 90) * SECOND_MS;
}

/** The friendship begins, and the advisor learns who the customer is. */
export function tellMeeting(person: Person, log: EventLog, at: number, firstOrder?: WrittenOrder): void {
  const { random, id, channel, advisorId, name, salutation, identities } = person;
  const band = firstOrder ? priceBandOf(firstOrder.amount) : undefined;
  log.add(id, "friend.added", at, {
    advisorId,
    channel,
    name,
    ...(firstOrder && band ? { orderId: firstOrder.orderId, priceBand: band.code } : {}),
  });
  const known: Record<string, string> = { external_userid: identities.external_userid };
  if (firstOrder) known.member = identities.member;
  log.add(id, "profile.changed", at + SECOND_MS, { name, salutation, identities: known });
  addTags(person, log, at + 2 * SECOND_MS, [DEMO_CHANNELS[channel], ...(band ? [band.tag] : [])]);
  if (random.chance(PROFILED_SHARE)) tellProfile(person, log, at + random.between(0.2, 40) * HOUR_MS);
}

function tellProfile(person: Person, log: EventLog, at: number): void {
  const { random, id, persona } = person;
  const taboo = random.chance(0.14) ? random.pick(["乳糖不耐", "海鲜过敏", "控糖", "肠胃敏感"]) : undefined;
  const purpose = random.pick(persona.purposes);
  const taker = random.pick(persona.takers);
  const attributes: JsonObject = {
    persona: persona.label,
    user: taker,
    purpose,
    city: person.city,
    ...(person.dose === 1 ? {} : { dailyDose: person.dose }),
    ...(taboo ? { taboos: taboo } : {}),
    ...(random.chance(0.5) ? { birthday: person.birthday } : {}),
    ...(persona.dueInDays ? { dueDate: dueDate(at, random.int(...persona.dueInDays)) } : {}),
  };
  log.add(id, "profile.changed", at, { stage: "已承接", attributes });
  const tags = [...persona.tags, taker, purpose, "已建档", ...(taboo ? ["有忌口", taboo] : [])];
  if (random.chance(0.4)) tags.push(random.pick(persona.times));
  addTags(person, log, at + SECOND_MS, tags);
}

const dueDate = (at: number, inDays: number): string => instantText(at + inDays * DAY_MS).slice(0, 10);

/** One event a tag, a second apart where there are several. */
export function addTags(person: Person, log: EventLog, at: number, tags: readonly string[]): void {
  tags.forEach((tag, i) => {
    log.add(person.id, "tag.added", at + i * SECOND_MS, { tag, by: person.advisorId });
  });
}
