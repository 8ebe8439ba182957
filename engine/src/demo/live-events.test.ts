import { eventInfo, type PostedEvent, postedEventSchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { generateDemoBrand } from "./generate-demo-brand.js";
import { generateLiveEvents } from "./live-events.js";
import { DAY_MS, HOUR_MS } from "./local-clock.js";

const FROM = Date.UTC(2026, 5, 1, 2, 30);
const brand = generateDemoBrand({ seed: 7, until: FROM, customers: 300 });
const oneDay = { seed: 7, brand, from: FROM, until: FROM + DAY_MS };
const events = [...generateLiveEvents(oneDay)];

describe("the live stream of the demo", () => {
  it("is the same for the same options", () => {
    expect([...generateLiveEvents(oneDay)]).toEqual(events);
  });

  it("gives an event every few seconds, within its time and in order", () => {
    const times = events.map((event) => Date.parse(event.at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(FROM);
    expect(times.at(-1)).toBeLessThan(FROM + DAY_MS);
    const gapSeconds = DAY_MS / 1_000 / events.length;
    expect(gapSeconds).toBeGreaterThan(2);
    expect(gapSeconds).toBeLessThan(6);
  });

  it("posts only events that intake accepts, and no history", () => {
    const wrong = (event: PostedEvent) =>
      event.history !== undefined ||
      !postedEventSchema.safeParse(event).success ||
      !eventInfo(event.type)?.props.safeParse(event.props).success;
    expect(events.filter(wrong)).toEqual([]);
  });

  it("never uses an id twice, neither its own nor one of the brand's or of a later stream", () => {
    const later = generateLiveEvents({ ...oneDay, from: FROM + 1_000, until: FROM + HOUR_MS });
    const ids = [...brand.events, ...events, ...later].map((event) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
    const orders = [...brand.events, ...events].filter((event) => event.type === "order.paid");
    expect(new Set(orders.map((event) => event.props.orderId)).size).toBe(orders.length);
  });

  it("goes on with the brand's friends, and makes new ones", () => {
    const known = new Set(brand.events.map((event) => event.customer));
    const removed = brand.events.filter((event) => event.type === "friend.removed").map((event) => event.customer);
    const added = new Set(events.filter((event) => event.type === "friend.added").map((event) => event.customer));
    expect(added.size).toBeGreaterThan(20);
    expect([...added].filter((id) => known.has(id))).toEqual([]);
    expect(events.filter((event) => !known.has(event.customer) && !added.has(event.customer))).toEqual([]);
    expect(events.filter((event) => removed.includes(event.customer))).toEqual([]);
  });

  it("starts with nobody, too", () => {
    const [first] = generateLiveEvents({ ...oneDay, brand: { events: [] } });
    expect(first?.type).toBe("friend.added");
  });
});
