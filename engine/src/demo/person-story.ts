import { campaignAt, type DemoCampaign } from "./campaigns.js";
import { sayingOf, tellChatter, tellLiveEvenings } from "./chatter-story.js";
import type { EventLog } from "./event-log.js";
import { DAY_MS, HOUR_MS, humanTime, SECOND_MS } from "./local-clock.js";
import { addTags, tellCard, tellMeeting } from "./meeting-story.js";
import { PRIVATE_SHOP, PUBLIC_SHOP, STORE_SHOP, type WrittenOrder } from "./order.js";
import { tellOrders } from "./order-story.js";
import type { Person } from "./person.js";

export interface DemoWorld {
  readonly log: EventLog;
  readonly campaigns: readonly DemoCampaign[];
  /** Nothing begins from here on, ms. */
  readonly until: number;
  readonly nextOrderId: () => string;
}

const COMPLAINT_SHARE = 0.012;
const PRAISE_SHARE = 0.015;
const REFERRAL_SHARE = 0.03;
/** How many of the friends who have bought nothing yet become buyers, and within about how many days. */
const FIRST_ORDER = {
  live: { share: 0.42, days: 6, shop: PRIVATE_SHOP },
  store: { share: 0.75, days: 1, shop: STORE_SHOP },
  referral: { share: 0.6, days: 5, shop: PRIVATE_SHOP },
} as const;

/** Everything that one customer does in the told time. */
export function tellPerson(person: Person, world: DemoWorld): void {
  if (person.channel === "package-card") tellCardBuyer(person, world);
  else tellNewFriend(person, world, FIRST_ORDER[person.channel]);
}

/** Bought in the public shop first; the card in the parcel leads to the friendship. */
function tellCardBuyer(person: Person, world: DemoWorld): void {
  const { random, reachedAt } = person;
  let met = false;
  shop(person, world, reachedAt, PUBLIC_SHOP, (order, paidAt) => {
    if (met) return;
    met = true;
    const friendAt = tellCard(person, world.log, order, paidAt);
    if (friendAt !== undefined) befriend(person, world, friendAt, order);
  });
  if (random.chance(PRAISE_SHARE)) praise(person, world);
}

/** A friend first, and perhaps a buyer later; the first order tells which shop member it is. */
function tellNewFriend(person: Person, world: DemoWorld, plan: { share: number; days: number; shop: string }): void {
  const { random, reachedAt, identities } = person;
  befriend(person, world, reachedAt);
  if (!random.chance(plan.share)) return;
  const wanted = reachedAt + HOUR_MS + random.exponential(plan.days) * DAY_MS;
  const firstAt = Math.max(reachedAt + HOUR_MS, humanTime(random, wanted));
  let bound = false;
  shop(person, world, firstAt, plan.shop, (_, paidAt) => {
    if (bound) return;
    bound = true;
    // Before the order, so that it counts from the first one on.
    const known = { identities: { member: identities.member } };
    world.log.add(person.id, "profile.changed", paidAt - 15 * 60 * SECOND_MS, known);
  });
  if (random.chance(PRAISE_SHARE)) praise(person, world);
}

function befriend(person: Person, world: DemoWorld, friendAt: number, firstOrder?: WrittenOrder): void {
  const { log } = world;
  const until = Math.min(world.until, person.leavesAt);
  if (friendAt >= until) return;
  tellMeeting(person, log, friendAt, firstOrder);
  tellChatter(person, log, friendAt, until);
  tellLiveEvenings(person, log, friendAt, until);
  if (person.random.chance(REFERRAL_SHARE)) {
    log.add(person.id, "referral.made", friendAt + person.random.exponential(20) * DAY_MS, {});
  }
  log.add(person.id, "friend.removed", person.leavesAt, { advisorId: person.advisorId, by: "customer" });
}

function shop(
  person: Person,
  world: DemoWorld,
  firstAt: number,
  where: string,
  before: (order: WrittenOrder, paidAt: number) => void,
): void {
  tellOrders(person, person.sku, firstAt, where, {
    ...world,
    until: Math.min(world.until, person.leavesAt),
    onOrder: (order, paidAt) => {
      before(order, paidAt);
      tellAround(person, world, order, paidAt);
    },
  });
}

/** What surrounds an order: a look at the page, a coupon, and now and then trouble. */
function tellAround(person: Person, world: DemoWorld, order: WrittenOrder, paidAt: number): void {
  const { random, id, sku } = person;
  const { log } = world;
  if (random.chance(0.5)) {
    const page = { url: `https://shop.example.com/p/${sku}`, sku };
    log.add(id, "page.viewed", paidAt - random.int(900, 7_200) * SECOND_MS, page);
  }
  const campaign = campaignAt(world.campaigns, paidAt);
  if (campaign && random.chance(0.6)) {
    const couponId = `${campaign.id}-${order.orderId}`;
    log.add(id, "coupon.received", paidAt - random.int(1_000, 9_000) * SECOND_MS, { couponId, name: campaign.name });
    log.add(id, "coupon.used", paidAt, { couponId, orderId: order.orderId });
  }
  if (random.chance(COMPLAINT_SHARE)) complain(person, world, order);
}

function complain(person: Person, { log }: DemoWorld, order: WrittenOrder): void {
  const { random, id } = person;
  const complaintId = `complaint-${order.orderId}`;
  const openedAt = humanTime(random, order.deliveredAt + random.between(0.3, 3) * DAY_MS) + DAY_MS;
  log.add(id, "complaint.opened", openedAt, { complaintId, text: sayingOf(random, "complaint") });
  addTags(person, log, openedAt + 30 * SECOND_MS, ["售后中"]);
  const closedAt = openedAt + random.between(4, 70) * HOUR_MS;
  log.add(id, "complaint.closed", closedAt, { complaintId });
  log.add(id, "tag.removed", closedAt + SECOND_MS, { tag: "售后中", by: person.advisorId });
}

function praise(person: Person, { log }: DemoWorld): void {
  const { random, id, advisorId } = person;
  const at = humanTime(random, person.reachedAt + random.between(10, 40) * DAY_MS);
  log.add(id, "customer.praised", at, { advisorId, text: sayingOf(random, "praise") });
}
