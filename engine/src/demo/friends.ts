import type { PostedEvent } from "@sopflow/schemas";
import { DAY_MS } from "./local-clock.js";
import { DEMO_PRODUCTS, type DemoSku } from "./products.js";
import { DEMO_ADVISORS } from "./settings.js";

/** What the live stream needs to know of someone the demo already told of. */
export interface DemoFriend {
  readonly id: string;
  readonly advisorId: string;
  /** Bought last, or looked at last. */
  sku: DemoSku;
  /** When it is used up, ms; undefined while nothing was bought. */
  dueAt?: number;
}

const bySku = new Map(DEMO_PRODUCTS.map((product) => [product.sku as string, product]));

/** The customers who are friends at the end of the events, in order of first appearance. */
export function readFriends(events: readonly PostedEvent[]): DemoFriend[] {
  const friends = new Map<string, DemoFriend>();
  const bought = new Map<string, Pick<DemoFriend, "sku" | "dueAt">>();
  for (const { type, customer, props, at } of events) {
    if (typeof customer !== "string") continue;
    if (type === "friend.removed") friends.delete(customer);
    if (type === "friend.added") {
      const advisorId = typeof props.advisorId === "string" ? props.advisorId : DEMO_ADVISORS[0].id;
      friends.set(customer, { id: customer, advisorId, sku: "probiotic-30" });
    }
    const last = type === "order.paid" ? readPurchase(props.lines, Date.parse(at)) : undefined;
    if (last) bought.set(customer, last);
  }
  for (const friend of friends.values()) Object.assign(friend, bought.get(friend.id));
  return [...friends.values()];
}

function readPurchase(lines: unknown, at: number): Pick<DemoFriend, "sku" | "dueAt"> | undefined {
  const line: unknown = Array.isArray(lines) ? lines[0] : undefined;
  if (typeof line !== "object" || line === null || !("sku" in line) || !("quantity" in line)) return undefined;
  const product = bySku.get(String(line.sku));
  return product && { sku: product.sku, dueAt: at + Number(line.quantity) * product.daysOfSupply * DAY_MS };
}
