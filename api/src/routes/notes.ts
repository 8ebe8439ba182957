import {
  customerParamsSchema,
  noteBodySchema,
  notePageSchema,
  noteParamsSchema,
  noteSchema,
  reminderBodySchema,
  reminderListSchema,
  reminderParamsSchema,
  reminderQuerySchema,
  reminderSchema,
} from "@sopflow/schemas";
import { z } from "zod";
import { confinedTo } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { loadCustomer } from "../customers/load-customer.js";
import { createNotes } from "../desk/notes.js";
import { createReminders } from "../desk/reminders.js";
import { ApiError } from "../errors/api-error.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";
import { reporterOf } from "../tasks/report-on-task.js";

/** What advisors note about customers, and what they promised them. An advisor sees its own customers' only. */
export function registerNoteRoutes(app: Api, { store, clock }: Pick<Services, "store" | "clock">): void {
  const notes = createNotes(store);
  const reminders = createReminders(store);

  app.get(
    "/v1/customers/:id/notes",
    { schema: { params: customerParamsSchema, response: { ...errorResponses(404, 410), 200: notePageSchema } } },
    async (request) => {
      const { id } = await loadCustomer(store, request.params.id, confinedTo(requirePrincipal(request)));
      return { items: await notes.of(id) };
    },
  );

  app.post(
    "/v1/customers/:id/notes",
    {
      schema: {
        params: customerParamsSchema,
        body: noteBodySchema,
        response: { ...errorResponses(404, 410), 201: noteSchema },
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request);
      const { id } = await loadCustomer(store, request.params.id, confinedTo(principal));
      const note = await notes.add(id, request.body.text, reporterOf(principal), clock.now());
      return reply.code(201).send(note);
    },
  );

  app.delete(
    "/v1/customers/:id/notes/:noteId",
    { schema: { params: noteParamsSchema, response: { ...errorResponses(403, 404, 410), 204: z.undefined() } } },
    async (request, reply) => {
      const principal = requirePrincipal(request);
      const own = confinedTo(principal);
      const { id } = await loadCustomer(store, request.params.id, own);
      await notes.remove(id, request.params.noteId, own === undefined ? undefined : reporterOf(principal));
      return reply.code(204).send();
    },
  );

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
        body: reminderBodySchema,
        response: { ...errorResponses(404, 410, 422), 201: reminderSchema },
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request);
      const { id, name, advisorId } = await loadCustomer(store, request.params.id, confinedTo(principal));
      const { at, text } = request.body;
      if (at <= clock.now()) throw ApiError.of("reminder.past");
      const owner = confinedTo(principal) ?? advisorId ?? reporterOf(principal);
      const named = name === undefined ? {} : { customerName: name };
      return reply.code(201).send(await reminders.add({ customerId: id, ...named, advisorId: owner, at, text }));
    },
  );

  app.post(
    "/v1/reminders/:id/done",
    { schema: { params: reminderParamsSchema, response: { ...errorResponses(404), 200: reminderSchema } } },
    (request) => reminders.finish(request.params.id, confinedTo(requirePrincipal(request))),
  );
}
