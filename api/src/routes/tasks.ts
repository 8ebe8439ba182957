import type { TaskQuery } from "@sopflow/engine";
import {
  completeTaskBodySchema,
  idempotencyHeadersSchema,
  postponeTaskBodySchema,
  skipTaskBodySchema,
  taskActionAnswerSchema,
  taskPageSchema,
  taskParamsSchema,
  taskQuerySchema,
  wireTaskSchema,
} from "@sopflow/schemas";
import type { FastifyRequest } from "fastify";
import { confinedTo } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { brandSettings } from "../brand/brand-settings.js";
import { unconfirmedTasks } from "../desk/unconfirmed-sends.js";
import { errorResponses } from "../errors/error-responses.js";
import type { NameSteps } from "../flows/step-names.js";
import type { Api } from "../http.js";
import { claimKey, type KeyedRequest } from "../requests/claim-key.js";
import { madeAtOf } from "../requests/made-at.js";
import type { Services } from "../services.js";
import { findTasks } from "../tasks/find-tasks.js";
import { loadTask } from "../tasks/load-task.js";
import { reporterOf, reportOnTask, type TaskAct } from "../tasks/report-on-task.js";
import { nextOf } from "./paging.js";
import { withoutGaps } from "./without-gaps.js";

const actionSchema = {
  params: taskParamsSchema,
  headers: idempotencyHeadersSchema,
  response: { ...errorResponses(404, 409, 422), 200: taskActionAnswerSchema, 202: taskActionAnswerSchema },
};

type ActionRequest = FastifyRequest<{ Params: unknown; Headers: unknown }> &
  KeyedRequest & {
    params: { id: string };
  };

/** Results of longer ago would count as history: the flow would not go on by them. */
const LATENESS_MARGIN_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Tasks: list, one, and what an advisor does with one. An advisor sees and answers only those that are its own. */
export function registerTaskRoutes(
  app: Api,
  { store, engine, clock, wecom }: Pick<Services, "store" | "engine" | "clock" | "wecom">,
  nameSteps: NameSteps,
): void {
  app.get(
    "/v1/tasks",
    { schema: { querystring: taskQuerySchema, response: { ...errorResponses(), 200: taskPageSchema } } },
    async (request) => {
      const { limit, state, order, intent, channel, answerableId, unconfirmed, ...filter } = request.query;
      const own = confinedTo(requirePrincipal(request));
      if (own !== undefined && filter.advisorId !== undefined && filter.advisorId !== own) return { items: [] };
      const query: TaskQuery = {
        ...withoutGaps(filter),
        ...(own !== undefined && { advisorId: own }),
        ...(state !== undefined && { states: state }),
        ...(order === "latest" && { latestFirst: true }),
        limit: limit + 1,
      };
      const ids = unconfirmed
        ? new Set((await unconfirmedTasks(store, await wecom.eachRecords())).map(({ id }) => id))
        : undefined;
      const traits = withoutGaps({ intent, channel, answerableId, ids });
      // An advisor's list is asked for often and read to its end.
      const isCounted = own === undefined && query.after === undefined && Object.keys(traits).length === 0;
      const [rows, total] = await Promise.all([
        findTasks(store, query, traits),
        isCounted ? store.tasks.count(query) : undefined,
      ]);
      return {
        items: await nameSteps(rows.slice(0, limit)),
        ...nextOf(rows, limit, (task) => task.id),
        ...(total !== undefined && { total }),
      };
    },
  );

  app.get(
    "/v1/tasks/:id",
    { schema: { params: taskParamsSchema, response: { ...errorResponses(404), 200: wireTaskSchema } } },
    async (request) => {
      const task = await loadTask(store, request.params.id, confinedTo(requirePrincipal(request)));
      const [named] = await nameSteps([task]);
      return named ?? task;
    },
  );

  /** What was done without a connection counts from when it was done: who was in time stays in time. */
  const doneAt = async (madeAt: number | undefined): Promise<number> => {
    const now = clock.now();
    if (madeAt === undefined || madeAt >= now) return now;
    const { latenessHours } = await brandSettings(store);
    return madeAtOf(madeAt, now, Math.max(0, latenessHours * HOUR_MS - LATENESS_MARGIN_MS));
  };

  const act = async (request: ActionRequest, doing: TaskAct, madeAt?: number) => {
    const principal = requirePrincipal(request);
    const { id } = await loadTask(store, request.params.id, confinedTo(principal));
    const { requestId } = await claimKey({ store, clock }, principal, request);
    return reportOnTask(engine, id, { by: reporterOf(principal), at: await doneAt(madeAt), requestId, ...doing });
  };

  app.post("/v1/tasks/:id/open", { schema: actionSchema }, async (request, reply) => {
    const answer = await act(request, { kind: "open" });
    return reply.code(statusOf(answer)).send(answer);
  });

  app.post(
    "/v1/tasks/:id/complete",
    { schema: { ...actionSchema, body: completeTaskBodySchema } },
    async (request, reply) => {
      const { madeAt, ...result } = request.body;
      const answer = await act(request, { kind: "complete", ...withoutGaps(result) }, madeAt);
      return reply.code(statusOf(answer)).send(answer);
    },
  );

  app.post("/v1/tasks/:id/skip", { schema: { ...actionSchema, body: skipTaskBodySchema } }, async (request, reply) => {
    const { reason, note, madeAt } = request.body;
    const answer = await act(request, { kind: "skip", reason, ...(note !== undefined && { note }) }, madeAt);
    return reply.code(statusOf(answer)).send(answer);
  });

  app.post(
    "/v1/tasks/:id/postpone",
    { schema: { ...actionSchema, body: postponeTaskBodySchema } },
    async (request, reply) => {
      const { until, madeAt } = request.body;
      const answer = await act(request, { kind: "postpone", until }, madeAt);
      return reply.code(statusOf(answer)).send(answer);
    },
  );
}

const statusOf = ({ status }: { status: "accepted" | "duplicate" }) => (status === "accepted" ? 202 : 200);
