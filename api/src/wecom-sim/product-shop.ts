/** The product's intake, where the simulator's shop posts its orders. */
export interface ProductShop {
  /** Such as `http://127.0.0.1:4870`. */
  readonly url: string;
  /** An API key with the scope `events`. */
  readonly key: string;
}

export interface ShopOrder {
  readonly orderId: string;
  readonly externalUserid: string;
  readonly sku: string;
  readonly quantity: number;
  /** Fen. */
  readonly amount: number;
  /** Epoch ms. */
  readonly at: number;
}

/** Posts `order.paid` as a shop would. Resolves to the product's status and answer; 0 when it could not be reached. */
export async function postOrder(
  fetch: typeof globalThis.fetch,
  { url, key }: ProductShop,
  order: ShopOrder,
): Promise<{ readonly status: number; readonly answer: string }> {
  const { orderId, externalUserid, sku, quantity, amount, at } = order;
  const event = {
    id: `sim-${orderId}`,
    type: "order.paid",
    customer: { idType: "external_userid", value: externalUserid },
    at: new Date(at).toISOString(),
    props: { orderId, amount, lines: [{ sku, quantity, amount }] },
  };
  try {
    const response = await fetch(new URL("/v1/events", url), {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(event),
      signal: AbortSignal.timeout(5_000),
    });
    return { status: response.status, answer: (await response.text()).slice(0, 2_000) };
  } catch (error) {
    return { status: 0, answer: error instanceof Error ? error.message : "" };
  }
}
