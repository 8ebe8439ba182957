import { DEMO_SIM_PRODUCTS, SimActError, viewSimCorp } from "@sopflow/engine";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { actSchema, faultChangeSchema } from "./act-schema.js";
import { codePicture } from "./code-picture.js";
import { registerShop } from "./shop-routes.js";
import type { SimContext } from "./sim-context.js";
import { verifyCallback } from "./verify-callback.js";

const JOURNAL_ROWS = 100;
/** A picture is renewed after this: some of it changes with time alone, such as tasks that arrive on phones. */
const PICTURE_MS = 2_000;
const clockSchema = z.union([
  z.strictObject({ advanceMs: z.number().int() }),
  z.strictObject({ aheadMs: z.number().int() }),
]);
const tokenSchema = z.strictObject({ agentid: z.number().int().optional() });
const signatureSchema = z.strictObject({ timestamp: z.number(), nonceStr: z.string(), signature: z.string() });
const jsSdkSchema = z.strictObject({
  corpid: z.string(),
  agentid: z.number().int(),
  url: z.url(),
  config: signatureSchema.optional(),
  agentConfig: signatureSchema,
});

/** `/sim/…`: what people do, what goes wrong, what is remembered. For the page and for tests. */
export function registerControl(app: FastifyInstance, context: SimContext): void {
  const { sim, clock } = context;
  app.get<{ Querystring: { after?: string; corpid?: string } }>("/sim/state", (request, reply) => {
    if (request.query.after === revisionOf(context)) return reply.code(204).send();
    return stateOf(context, request.query.corpid);
  });
  app.get("/sim/journal", () => ({
    calls: sim.state.journal.slice(-JOURNAL_ROWS),
    callbacks: sim.state.queue.list().slice(-JOURNAL_ROWS),
  }));
  app.post<{ Querystring: { corpid?: string } }>("/sim/acts", (request, reply) =>
    take(reply, actSchema, request.body, (act) => {
      const { result, effects } = sim.act(act, clock.now(), request.query.corpid);
      context.changed();
      return { result, effects };
    }),
  );
  app.post("/sim/faults", (request, reply) =>
    take(reply, faultChangeSchema, request.body, (change) => {
      sim.setFaults(change);
      context.changed();
      return sim.faults;
    }),
  );
  app.post("/sim/clock", (request, reply) =>
    take(reply, clockSchema, request.body, (change) => {
      if ("advanceMs" in change) clock.advance(change.advanceMs);
      else clock.set(change.aheadMs);
      context.changed();
      return { now: clock.now(), aheadMs: clock.aheadMs };
    }),
  );
  app.post("/sim/tokens/revoke", (request, reply) =>
    take(reply, tokenSchema, request.body ?? {}, ({ agentid }) => {
      sim.revokeTokens(agentid);
      context.changed();
      return {};
    }),
  );
  app.get<{ Params: { configId: string } }>("/sim/qr/:configId", (request, reply) => {
    const way = sim.corp().contactWays.get(request.params.configId);
    if (!way) return reply.code(404).send({ message: "there is no such channel code" });
    if (request.headers.accept?.includes("text/html")) return reply.redirect(`/?scan=${way.configId}`);
    return reply.type("image/svg+xml").send(codePicture(way.configId));
  });
  app.post<{ Params: { agentid: string } }>("/sim/apps/:agentid/verify", (request) =>
    verifyCallback(context, Number(request.params.agentid)),
  );
  app.post("/sim/js-sdk", (request, reply) =>
    take(reply, jsSdkSchema, request.body, (registration) => {
      sim.checkJsSdk(registration, clock.now());
      return {};
    }),
  );
  registerShop(app, context);
}

const revisionOf = ({ clock, revision }: SimContext): string =>
  `${revision.value}.${Math.floor(clock.now() / PICTURE_MS)}`;

function stateOf(context: SimContext, corpid?: string) {
  const { sim, clock, shop, sideBarUrl } = context;
  const now = clock.now();
  return {
    revision: revisionOf(context),
    now,
    aheadMs: clock.aheadMs,
    sideBarUrl: sideBarUrl ?? null,
    hasShop: shop !== undefined,
    products: DEMO_SIM_PRODUCTS,
    corp: viewSimCorp(sim.corp(corpid), now),
    faults: sim.faults,
    calls: sim.state.journal.slice(-JOURNAL_ROWS).reverse(),
    callbacks: sim.state.queue
      .list()
      .slice(-JOURNAL_ROWS)
      .map(({ id, name, state, attempts, lastStatus, createdAt }) => ({
        id,
        name,
        state,
        attempts,
        lastStatus: lastStatus ?? null,
        createdAt,
      }))
      .reverse(),
  };
}

/** Reads a body by its schema: 400 names what is wrong with it, 409 why it cannot be done now. */
export function take<T>(reply: FastifyReply, schema: z.ZodType<T>, body: unknown, run: (input: T) => unknown): unknown {
  const read = schema.safeParse(body);
  if (!read.success) return reply.code(400).send({ message: z.prettifyError(read.error) });
  try {
    return run(read.data);
  } catch (error) {
    if (!(error instanceof SimActError)) throw error;
    return reply.code(409).send({ message: error.message });
  }
}
