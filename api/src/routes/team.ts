import { MAIN_CONNECTION, queueNotice } from "@sopflow/engine/wecom";
import {
  assignBodySchema,
  forecastSchema,
  idempotencyHeadersSchema,
  nudgeAnswerSchema,
  nudgeBodySchema,
  nudgeParamsSchema,
  taskActionAnswerSchema,
  taskParamsSchema,
  teamSchema,
} from "@sopflow/schemas";
import { recordAudit } from "../access/audit.js";
import { requirePrincipal } from "../access/require-principal.js";
import { newId } from "../access/tokens.js";
import { loadTeam } from "../desk/team.js";
import { unconfirmedTasks } from "../desk/unconfirmed-sends.js";
import { ApiError } from "../errors/api-error.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";
import { assignTask } from "../tasks/assign-task.js";
import { loadTask } from "../tasks/load-task.js";

/** One nudge an hour for one advisor: more is nagging. */
const NUDGE_EVERY_MS = 3_600_000;
const NUDGE = "还有任务没有处理，请看一下任务列表。";

/** A lead's view: how everybody's day stands, nudges, and handing tasks on. */
export function registerTeamRoutes(
  app: Api,
  { store, engine, clock, wecom, flows }: Pick<Services, "store" | "engine" | "clock" | "wecom" | "flows">,
): void {
  app.get("/v1/team", { schema: { response: { ...errorResponses(), 200: teamSchema } } }, async () => {
    const asOf = clock.now();
    return { asOf, items: await loadTeam(store, asOf, await unconfirmedTasks(store, await wecom.eachRecords())) };
  });

  app.get("/v1/team/forecast", { schema: { response: { ...errorResponses(), 200: forecastSchema } } }, () =>
    flows.forecast(),
  );

  app.post(
    "/v1/team/:id/nudge",
    {
      schema: {
        params: nudgeParamsSchema,
        body: nudgeBodySchema,
        response: { ...errorResponses(404), 202: nudgeAnswerSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (!(await store.brand.advisors()).some((advisor) => advisor.id === id)) {
        throw ApiError.of("advisor.not_found", { id });
      }
      const now = clock.now();
      const notice = { advisorId: id, title: "主管提醒", text: request.body.text ?? NUDGE };
      const records = wecom.recordsOf((await wecom.connectionOf(id))?.id ?? MAIN_CONNECTION);
      const isQueued = await queueNotice({ records }, `nudge-${id}-${Math.floor(now / NUDGE_EVERY_MS)}`, notice, now);
      if (isQueued) await recordAudit(store, clock, requirePrincipal(request), `advisor:${id}`, "advisor.nudged");
      return reply.code(202).send({ status: isQueued ? "queued" : "too_soon" });
    },
  );

  app.post(
    "/v1/tasks/:id/assign",
    {
      schema: {
        params: taskParamsSchema,
        headers: idempotencyHeadersSchema,
        body: assignBodySchema,
        response: { ...errorResponses(404, 409, 422), 202: taskActionAnswerSchema },
      },
    },
    async (request, reply) => {
      const task = await loadTask(store, request.params.id, undefined);
      const { advisorId } = request.body;
      const requestId = request.headers["idempotency-key"] ?? newId();
      const answer = await assignTask({ store, engine, clock }, task, advisorId, requestId);
      const detail = { taskId: task.id, from: task.advisorId ?? "", to: advisorId };
      await recordAudit(store, clock, requirePrincipal(request), `task:${task.id}`, "task.assigned", detail);
      return reply.code(202).send(answer);
    },
  );
}
