import type { PostedEventInput } from "@sopflow/schemas";
import type { Product } from "./product.js";

const NO_LIMIT = { limits: [] };

/**
 * A brand with two advisors that may be contacted round the clock and without limits: what a flow does then does not
 * depend on the hour at which the tests run.
 */
export async function openBrand(product: Product): Promise<void> {
  await addAdvisor(product, "li", "小李");
  await addAdvisor(product, "zhou", "小周");
  await product.api("PUT", "/v1/settings", {
    brand: "云上茶铺",
    contactPolicy: {
      window: { start: "00:00", end: "00:00", days: [1, 2, 3, 4, 5, 6, 7] },
      marketing: NO_LIMIT,
      service: NO_LIMIT,
    },
  });
}

/** From now on one contact a day is the limit of marketing. */
export async function limitToOneContactADay(product: Product): Promise<void> {
  const settings = await product.api<{ contactPolicy: object }>("GET", "/v1/settings");
  const contactPolicy = { ...settings.contactPolicy, marketing: { limits: [{ days: 1, max: 1 }] } };
  await product.api("PUT", "/v1/settings", { ...settings, contactPolicy });
}

export const addAdvisor = ({ api }: Product, id: string, name: string): Promise<unknown> =>
  api("PUT", `/v1/advisors/${id}`, { name, pools: ["default"], capacityPerDay: 80, active: true });

let posted = 0;

/** Posts an event of a customer as an outside system does; it happened now. */
export function postEvent(
  { api }: Product,
  customer: string,
  type: string,
  props: NonNullable<PostedEventInput["props"]>,
): Promise<unknown> {
  posted += 1;
  return api("POST", "/v1/events", {
    id: `${type}-${posted}`,
    type,
    customer,
    at: new Date().toISOString(),
    props,
  } satisfies PostedEventInput);
}

/** A customer becomes a friend of an advisor, who is theirs from then on. */
export const addFriend = (product: Product, customer: string, name: string, advisorId: string): Promise<unknown> =>
  postEvent(product, customer, "friend.added", { advisorId, name });
