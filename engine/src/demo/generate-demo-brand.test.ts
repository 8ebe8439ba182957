import {
  advisorSchema,
  brandSettingsSchema,
  eventInfo,
  type JsonObject,
  type PostedEvent,
  postedEventSchema,
  productSchema,
  taxonomySchema,
} from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { DEMO_CHANNELS } from "./channels.js";
import { generateDemoBrand } from "./generate-demo-brand.js";
import { DAY_MS, HOUR_MS } from "./local-clock.js";
import { DEMO_PRODUCTS } from "./products.js";

const UNTIL = Date.UTC(2026, 5, 1, 2, 30);
const brand = generateDemoBrand({ seed: 7, until: UNTIL });
const ofType = (type: string) => brand.events.filter((event) => event.type === type);
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const countBy = (events: readonly PostedEvent[], key: (event: PostedEvent) => unknown) => {
  const counts = new Map<unknown, number>();
  for (const event of events) counts.set(key(event), (counts.get(key(event)) ?? 0) + 1);
  return counts;
};
const mainLine = (event: PostedEvent) => (event.props.lines as JsonObject[])[0] as { sku: string; quantity: number }; // as the generator wrote it

describe("the demo brand", () => {
  it("is the same bytes for the same seed, and another story for another", () => {
    const small = { seed: 3, until: UNTIL, customers: 60 };
    expect(JSON.stringify(generateDemoBrand(small))).toBe(JSON.stringify(generateDemoBrand(small)));
    expect(JSON.stringify(generateDemoBrand({ ...small, seed: 4 }))).not.toBe(JSON.stringify(generateDemoBrand(small)));
  });

  it("posts only events that intake accepts, with properties their type allows", () => {
    const refused = brand.events.filter(
      (event) =>
        !postedEventSchema.safeParse(event).success || !eventInfo(event.type)?.props.safeParse(event.props).success,
    );
    expect(refused).toEqual([]);
  });

  it("has settings, taxonomy, products and advisors that the schemas accept unchanged", () => {
    expect(brandSettingsSchema.parse(brand.settings)).toEqual(brand.settings);
    expect(taxonomySchema.parse(brand.taxonomy)).toEqual(brand.taxonomy);
    expect(brand.products.map((product) => productSchema.parse(product))).toEqual(brand.products);
    expect(brand.advisors.map((advisor) => advisorSchema.parse(advisor))).toEqual(brand.advisors);
    expect(brand.products).toHaveLength(12);
    expect(brand.advisors).toHaveLength(4);
    expect(brand.settings.brand).toContain("演示");
  });

  it("tells 90 days of 2,000 customers in order of time, every id once, as history", () => {
    const times = brand.events.map((event) => Date.parse(event.at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(UNTIL - 90 * DAY_MS);
    expect(times.at(-1)).toBeLessThan(UNTIL);
    expect(new Set(brand.events.map((event) => event.id)).size).toBe(brand.events.length);
    expect(countBy(brand.events, (event) => event.customer).size).toBe(2_000);
    expect(brand.events.every((event) => event.history === true)).toBe(true);
    expect(brand.events.length).toBeGreaterThan(30_000);
  });

  it("can be told for a replay, without the mark of history", () => {
    const { events } = generateDemoBrand({ seed: 7, until: UNTIL, customers: 20, history: false });
    expect(events.some((event) => event.history)).toBe(false);
  });

  it("uses only tags of its taxonomy and attributes of its settings", () => {
    const tags = new Set<unknown>(brand.taxonomy.groups.flatMap((group) => group.tags));
    expect(ofType("tag.added").filter((event) => !tags.has(event.props.tag))).toEqual([]);
    const attributes = ofType("profile.changed").flatMap((event) => Object.keys(event.props.attributes ?? {}));
    expect([...new Set(attributes)].filter((name) => !(name in brand.settings.attributes))).toEqual([]);
  });

  it("has a taxonomy of more than 60 tags, each in one group, with every kind of group", () => {
    const tags = brand.taxonomy.groups.flatMap((group) => group.tags);
    expect(tags.length).toBeGreaterThan(60);
    expect(new Set(tags).size).toBe(tags.length);
    for (const kind of ["exclusive", "automatic", "syncToWecom", "expireDays"] as const) {
      expect(brand.taxonomy.groups.some((group) => group[kind])).toBe(true);
      expect(brand.taxonomy.groups.some((group) => !group[kind])).toBe(true);
    }
  });
});

describe("the demo's customers", () => {
  const added = ofType("friend.added");

  it("come by every channel, and load the four advisors evenly", () => {
    const channels = countBy(added, (event) => event.props.channel);
    expect([...channels.keys()].sort()).toEqual(Object.keys(DEMO_CHANNELS).sort());
    expect(Math.min(...channels.values())).toBeGreaterThan(100);
    const loads = [...countBy(added, (event) => event.props.advisorId).values()];
    expect(loads).toHaveLength(4);
    expect(Math.max(...loads) / Math.min(...loads)).toBeLessThan(1.1);
  });

  it("are addressed by surname and 女士, 先生 or 姐", () => {
    const salutations = ofType("profile.changed").flatMap(({ props }) => (props.salutation ? [props.salutation] : []));
    expect(salutations.length).toBe(added.length);
    expect(salutations.filter((one) => !/^\p{Script=Han}(女士|先生|姐)$/u.test(String(one)))).toEqual([]);
    for (const title of ["女士", "先生", "姐"])
      expect(salutations.some((one) => String(one).endsWith(title))).toBe(true);
  });

  it("buy again about when their supply ends, product by product", () => {
    const last = new Map<unknown, { at: number; quantity: number; sku: string }>();
    const intervals = new Map<string, number[]>();
    for (const event of ofType("order.paid")) {
      const { sku, quantity } = mainLine(event);
      const before = last.get(event.customer);
      const at = Date.parse(event.at);
      if (before?.sku === sku && event.props.campaignId === undefined) {
        intervals.set(sku, [...(intervals.get(sku) ?? []), (at - before.at) / DAY_MS / before.quantity]);
      }
      last.set(event.customer, { at, quantity, sku });
    }
    // The trial pack leads to another product, and of slow ones 90 days show only the early returns.
    for (const { sku, daysOfSupply } of DEMO_PRODUCTS.filter(
      (one) => one.sku !== "trial-7" && one.daysOfSupply <= 30,
    )) {
      const found = intervals.get(sku) ?? [];
      expect(found.length, sku).toBeGreaterThan(20);
      expect(Math.abs(median(found) / daysOfSupply - 1), `${sku}: ${median(found)}`).toBeLessThan(0.2);
    }
  });

  it("get parcels two to four days after paying, give back about 3 % and pay less in campaigns", () => {
    const paid = new Map(ofType("order.paid").map((event) => [event.props.orderId, event]));
    for (const { props, at } of ofType("order.delivered")) {
      const days = (Date.parse(at) - Date.parse(paid.get(props.orderId)?.at ?? "")) / DAY_MS;
      expect(days).toBeGreaterThanOrEqual(2);
      expect(days).toBeLessThanOrEqual(4);
    }
    const refunds = ofType("order.refunded").length / paid.size;
    expect(refunds).toBeGreaterThan(0.015);
    expect(refunds).toBeLessThan(0.045);
    const inCampaign = [...paid.values()].filter((event) => event.props.campaignId !== undefined);
    expect(countBy(inCampaign, (event) => event.props.campaignId).size).toBe(3);
    expect(inCampaign.every((event) => Number(event.props.discount) > 0)).toBe(true);
    expect([...paid.values()].some((event) => mainLine(event).quantity > 1)).toBe(true);
  });

  it("do everything the flows listen to", () => {
    const types = countBy(brand.events, (event) => event.type);
    for (const type of [
      "card.shipped",
      "card.scanned",
      "friend.half_added",
      "friend.removed",
      "message.received",
      "page.viewed",
      "link.clicked",
      "live.entered",
      "coupon.used",
      "complaint.opened",
      "complaint.closed",
      "referral.made",
      "customer.praised",
    ]) {
      expect(types.get(type), type).toBeGreaterThan(5);
    }
  });

  it("are busiest in the evening and asleep at night", () => {
    const hours = countBy(ofType("message.received"), ({ at }) =>
      Math.floor(((Date.parse(at) + 8 * HOUR_MS) % DAY_MS) / HOUR_MS),
    );
    const between = (from: number, to: number) =>
      [...hours].reduce((sum, [hour, count]) => sum + (Number(hour) >= from && Number(hour) < to ? count : 0), 0);
    expect(between(19, 23) / 4).toBeGreaterThan(2 * (between(13, 17) / 4));
    expect(between(1, 6) / 5).toBeLessThan(between(13, 17) / 4 / 3);
  });
});
