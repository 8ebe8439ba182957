import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { postOrder } from "./product-shop.js";
import type { SimContext } from "./sim-context.js";

const orderSchema = z.strictObject({
  externalUserid: z.string().min(1),
  sku: z.string().min(1).max(64),
  quantity: z.number().int().min(1).max(999).default(1),
  /** Fen. */
  amount: z.number().int().min(0).max(100_000_000),
});

/** The shop beside WeCom: a customer buys, and the product hears of it as from any shop. */
export function registerShop(app: FastifyInstance, { sim, clock, shop, fetch }: SimContext): void {
  let orders = 0;
  app.post("/sim/shop/orders", async (request, reply) => {
    const read = orderSchema.safeParse(request.body);
    if (!read.success) return reply.code(400).send({ message: z.prettifyError(read.error) });
    if (!shop)
      return reply.code(409).send({ message: "no product is configured: start with --product and --product-key" });
    if (!sim.corp().customers.has(read.data.externalUserid)) {
      return reply.code(409).send({ message: `there is no customer ${read.data.externalUserid}` });
    }
    const at = clock.now();
    orders++;
    const order = { ...read.data, orderId: `SIM${at}-${orders}`, at };
    const { status, answer } = await postOrder(fetch, shop, order);
    if (status >= 200 && status < 300) return { orderId: order.orderId };
    return reply.code(502).send({ message: `the product answered ${status}: ${answer}` });
  });
}
