import {
  customerParamsSchema,
  idempotencyHeadersSchema,
  moveReminderBodySchema,
  type Reminder,
  reminderBodySchema,
  reminderListSchema,
  reminderParamsSchema,
  reminderQuerySchema,
  reminderSchema,
} from "@sopflow/schemas";
import { recordAudit } from "../access/audit.js";
import { confinedTo, type Principal } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { loadCustomer } from "../customers/load-customer.js";
import { type ChangedReminder, createReminders } from "../desk/reminders.js";
import { ApiError } from "../errors/api-error.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import { claimKey, madeId } from "../requests/claim-key.js";
import { madeAtOf } from "../requests/made-at.js";
import type { Services } from "../services.js";
import { reporterOf } from "../tasks/report-on-task.js";

const changeSchema = {
  params: reminderParamsSchema,
  headers: idempotencyHeadersSchema,
  response: { ...errorResponses(404, 409, 422), 200: reminderSchema },
};

/**
 * What advisors promised customers. An advisor has its own promises, for its own customers. What was promised without a
 * connection (`madeAt`) stands even when its time has passed meanwhile: it is late then, not lost.
 */
export function registerReminderRoutes(app: Api, { store, clock }: Pick<Services, "store" | "clock">): void {
  const reminders = createReminders(store);
  const requireFuture = (at: number, madeAt: number | undefined) => {
    if (at <= madeAtOf(madeAt, clock.now())) throw ApiError.of("reminder.past");
  };
  const audit = async (by: Principal, action: string, { reminder, before, isNew }: ChangedReminder) => {
    if (!isNew) return;
    const { id, customerId, advisorId, at } = reminder;
    const detail = { customerId, advisorId, at, ...(before.at !== at && { from: before.at }) };
    await recordAudit(store, clock, by, `reminder:${id}`, action, detail);
  };

  app.get(
    "/v1/reminders",
    { schema: { querystring: reminderQuerySchema, response: { ...errorResponses(), 200: reminderListSchema } } },
    async (request) => {
      const own = confinedTo(requirePrincipal(request));
      return { items: await reminders.open(own ?? request.query.advisorId) };
    },
  );

  app.post(
    "/v1/customers/:id/reminders",
    {
      schema: {
        params: customerParamsSchema,
        headers: idempotencyHeadersSchema,
        body: reminderBodySchema,
        response: { ...errorResponses(404, 409, 410, 422), 201: reminderSchema },
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request);
      const { id: customerId, name, advisorId } = await loadCustomer(store, request.params.id, confinedTo(principal));
      const claim = await claimKey({ store, clock }, principal, request);
      const { at, text, madeAt, id = madeId(principal, claim) } = request.body;
      // Sent again, it may have passed by now and was taken all the same.
      if (!claim.isRepeat) requireFuture(at, madeAt);
      const owner = confinedTo(principal) ?? advisorId ?? reporterOf(principal);
      const promise = { id, customerId, ...(name !== undefined && { customerName: name }), advisorId: owner, at, text };
      return reply.code(201).send(await reminders.add(promise, claim.requestId));
    },
  );

  app.post("/v1/reminders/:id/done", { schema: changeSchema }, async (request): Promise<Reminder> => {
    const principal = requirePrincipal(request);
    const { requestId } = await claimKey({ store, clock }, principal, request);
    return (await reminders.finish(request.params.id, confinedTo(principal), requestId)).reminder;
  });

  app.post(
    "/v1/reminders/:id/move",
    { schema: { ...changeSchema, body: moveReminderBodySchema } },
    async (request): Promise<Reminder> => {
      const principal = requirePrincipal(request);
      const { requestId, isRepeat } = await claimKey({ store, clock }, principal, request);
      const { at, text, madeAt } = request.body;
      if (!isRepeat) requireFuture(at, madeAt);
      const moved = await reminders.move(request.params.id, confinedTo(principal), requestId, { at, text });
      await audit(principal, "reminder.moved", moved);
      return moved.reminder;
    },
  );

  app.post("/v1/reminders/:id/cancel", { schema: changeSchema }, async (request): Promise<Reminder> => {
    const principal = requirePrincipal(request);
    const { requestId } = await claimKey({ store, clock }, principal, request);
    const cancelled = await reminders.cancel(request.params.id, confinedTo(principal), requestId);
    await audit(principal, "reminder.cancelled", cancelled);
    return cancelled.reminder;
  });
}
