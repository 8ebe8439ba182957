import type { ProgramCache, TraceRow } from "@sopflow/engine";
import {
  customerParamsSchema,
  entryCheckParamsSchema,
  entryCheckQuerySchema,
  entryCheckSchema,
  pathWhyQuerySchema,
  taskParamsSchema,
  type WhyAnswer,
  whyAnswerSchema,
  whyParamsSchema,
  whyQuerySchema,
} from "@sopflow/schemas";
import { confinedTo } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { brandSettings } from "../brand/brand-settings.js";
import { loadCustomer } from "../customers/load-customer.js";
import { errorResponses } from "../errors/error-responses.js";
import type { NameSteps } from "../flows/step-names.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";
import { loadTask } from "../tasks/load-task.js";
import { explainEntry } from "../why/explain-entry.js";
import { explainLines } from "../why/explain-lines.js";
import { linesOfEnrollment, linesOfInput, linesOfTask } from "../why/find-lines.js";
import { createProgramOf } from "../why/load-programs.js";

/** Why flows did what they did about a customer. An advisor asks about its own customers and tasks only. */
export function registerWhyRoutes(
  app: Api,
  { store, clock }: Pick<Services, "store" | "clock">,
  nameSteps: NameSteps,
): void {
  const explaining = { store, programOf: createProgramOf(store), nameSteps };
  const answer = async (lines: readonly TraceRow[], ownerId: string | undefined): Promise<WhyAnswer> => {
    const [items, { traceDays }] = await Promise.all([explainLines(explaining, lines, ownerId), brandSettings(store)]);
    return { items, keptDays: traceDays };
  };

  app.get(
    "/v1/customers/:id/why/:seq",
    {
      schema: {
        params: whyParamsSchema,
        querystring: whyQuerySchema,
        response: { ...errorResponses(404, 410), 200: whyAnswerSchema },
      },
    },
    async (request) => {
      const { id, seq } = request.params;
      const customer = await loadCustomer(store, id, confinedTo(requirePrincipal(request)));
      const { flowId } = request.query;
      return answer(await linesOfInput(store, { customerId: customer.id, seq, flowId }), customer.advisorId);
    },
  );

  app.get(
    "/v1/customers/:id/why",
    {
      schema: {
        params: customerParamsSchema,
        querystring: pathWhyQuerySchema,
        response: { ...errorResponses(404, 410), 200: whyAnswerSchema },
      },
    },
    async (request) => {
      const customer = await loadCustomer(store, request.params.id, confinedTo(requirePrincipal(request)));
      const lines = await linesOfEnrollment(store, customer.id, request.query.enrollmentId);
      return answer(lines, customer.advisorId);
    },
  );

  app.get(
    "/v1/tasks/:id/why",
    { schema: { params: taskParamsSchema, response: { ...errorResponses(404), 200: whyAnswerSchema } } },
    async (request) => {
      const task = await loadTask(store, request.params.id, confinedTo(requirePrincipal(request)));
      const customer = (await store.customers.load([task.customerId])).get(task.customerId);
      return answer(await linesOfTask(store, task), customer?.advisorId);
    },
  );

  const programs: ProgramCache = new Map();
  app.get(
    "/v1/flows/:id/entry-check",
    {
      schema: {
        params: entryCheckParamsSchema,
        querystring: entryCheckQuerySchema,
        response: { ...errorResponses(404, 410), 200: entryCheckSchema },
      },
    },
    async (request) => {
      const customer = await loadCustomer(store, request.query.customerId, confinedTo(requirePrincipal(request)));
      return explainEntry(store, { customer, flowId: request.params.id, at: clock.now() }, programs, nameSteps);
    },
  );
}
