import type { PostedEvent } from "@sopflow/schemas";
import { makeSmallAct, sayingOf } from "./chatter-story.js";
import { createEventLog, type EventLog } from "./event-log.js";
import { type DemoFriend, readFriends } from "./friends.js";
import type { DemoBrand } from "./generate-demo-brand.js";
import { DAY_MS, HOUR_WEIGHTS, hourOf, MINUTE_MS } from "./local-clock.js";
import { tellMeeting } from "./meeting-story.js";
import { PRIVATE_SHOP, writeOrder } from "./order.js";
import { demoIdentities, makePerson } from "./person.js";
import { DEMO_PRODUCTS } from "./products.js";
import { createRandom, type Random, type Weighted } from "./random.js";

export interface LiveEventsOptions {
  readonly seed: number;
  /** What the demo told so far: the stream goes on with its customers. */
  readonly brand: Pick<DemoBrand, "events">;
  /** Epoch ms, half-open. Ids hold `from`: streams that begin at different times never collide. */
  readonly from: number;
  readonly until: number;
  /** Mean gap between two happenings over a day, ms; evenings are busier and nights quiet. Default 5 seconds. */
  readonly meanGapMs?: number;
}

type Happening = "act" | "order" | "friend" | "complaint";
const HAPPENINGS: readonly [Weighted<Happening>, ...Weighted<Happening>[]] = [
  ["act", 970],
  ["order", 16],
  ["friend", 12],
  ["complaint", 2],
];
const MEAN_WEIGHT = HOUR_WEIGHTS.reduce((sum, weight) => sum + weight, 0) / HOUR_WEIGHTS.length;
/** Nights are quiet, not dead. */
const LEAST_WEIGHT = MEAN_WEIGHT / 20;
/** A buyer is the one of so many who is nearest to the end of the stock. */
const BUYERS_ASKED = 12;

/**
 * A gentle stream of events for a demo that stays alive, in order of time. The same options give the same stream; it
 * never sleeps, so the caller posts each event when its `at` has come. Not history: flows react to it.
 */
export function* generateLiveEvents(options: LiveEventsOptions): Generator<PostedEvent, void, undefined> {
  const { seed, from, until, meanGapMs = 5_000 } = options;
  const random = createRandom(seed, `live ${from}`);
  const friends = readFriends(options.brand.events);
  const tag = `live-${seed}-${from.toString(36)}`;
  /** Sorted by time: what follows later from something that happened, such as a delivery. */
  let pending: PostedEvent[] = [];
  let at = from;
  for (let number = 1; ; number++) {
    const weight = Math.max(LEAST_WEIGHT, HOUR_WEIGHTS[hourOf(at)] ?? 0);
    at += random.exponential((meanGapMs * MEAN_WEIGHT) / weight);
    const due = pending.findIndex((event) => Date.parse(event.at) >= Math.min(at, until));
    yield* pending.splice(0, due < 0 ? pending.length : due);
    if (at >= until) return;
    const log = createEventLog({ idPrefix: `${tag}-${number}`, from: at - 1_000, until, history: false });
    happen({ random, friends, at, until, log, seed, name: `${tag}-${number}` });
    const now = Math.floor(at / 1_000) * 1_000;
    const [first, ...later] = log.finish();
    if (!first) continue;
    if (Date.parse(first.at) <= now) yield first;
    else later.unshift(first);
    pending = [...pending, ...later].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  }
}

interface Moment {
  readonly random: Random;
  readonly friends: DemoFriend[];
  readonly at: number;
  readonly until: number;
  readonly log: EventLog;
  readonly seed: number;
  /** Unique in the stream. */
  readonly name: string;
}

function happen(moment: Moment): void {
  const { random, friends } = moment;
  const kind = random.weighted(HAPPENINGS);
  const friend = friends[random.int(0, friends.length - 1)];
  if (kind === "friend" || friend === undefined) meetSomeone(moment);
  else if (kind === "order") orderSomething(moment, nearestToRunOut(moment, friend));
  else if (kind === "complaint") complain(moment, friend);
  else {
    const act = makeSmallAct(random, friend.advisorId, friend.sku);
    moment.log.add(friend.id, act.type, moment.at, act.props);
  }
}

function complain({ random, at, log, name }: Moment, friend: DemoFriend): void {
  const complaintId = `complaint-${name}`;
  log.add(friend.id, "complaint.opened", at, { complaintId, text: sayingOf(random, "complaint") });
  log.add(friend.id, "complaint.closed", at + random.int(60, 2_000) * MINUTE_MS, { complaintId });
}

function meetSomeone({ random, friends, at, until, log, seed, name }: Moment): void {
  const invented = makePerson(seed, random.int(0, 999_999), { from: at, until: Math.max(until, at + DAY_MS) });
  const number = name.slice("live-".length);
  const person = { ...invented, id: `demo-${number}`, identities: demoIdentities(number) };
  tellMeeting(person, log, at);
  friends.push({ id: person.id, advisorId: person.advisorId, sku: person.sku });
}

function nearestToRunOut({ random, friends, at }: Moment, first: DemoFriend): DemoFriend {
  const distance = (friend: DemoFriend) => Math.abs((friend.dueAt ?? Number.POSITIVE_INFINITY) - at);
  let nearest = first;
  for (let asked = 1; asked < BUYERS_ASKED; asked++) {
    const other = friends[random.int(0, friends.length - 1)];
    if (other && distance(other) < distance(nearest)) nearest = other;
  }
  return nearest;
}

function orderSomething({ random, at, log, name }: Moment, friend: DemoFriend): void {
  const quantity = random.weighted([
    [1, 70],
    [2, 25],
    [3, 5],
  ]);
  if (friend.dueAt === undefined) {
    // A first order tells which shop member the friend is.
    const { member } = demoIdentities(friend.id.slice("demo-".length));
    log.add(friend.id, "profile.changed", at, { identities: { member } });
  }
  // Placed up to ten minutes before it is paid, and not before now.
  const paidAt = at + 10 * MINUTE_MS;
  const plan = { customerId: friend.id, orderId: name, sku: friend.sku, quantity, at: paidAt, shop: PRIVATE_SHOP };
  writeOrder(random, log, { ...plan, discountShare: random.chance(0.2) ? 0.1 : 0 });
  const supplyDays = DEMO_PRODUCTS.find((product) => product.sku === friend.sku)?.daysOfSupply ?? 30;
  friend.dueAt = paidAt + quantity * supplyDays * DAY_MS;
}
