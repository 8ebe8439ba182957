import { randomInt } from "node:crypto";
import { contactWayRecords, MAIN_CONNECTION } from "@sopflow/engine/wecom";
import {
  contactWayBodySchema,
  contactWayListSchema,
  contactWaySchema,
  wecomConnectionQuerySchema,
} from "@sopflow/schemas";
import { recordAudit } from "../../access/audit.js";
import { requirePrincipal } from "../../access/require-principal.js";
import { ApiError } from "../../errors/api-error.js";
import { errorResponses } from "../../errors/error-responses.js";
import type { Api } from "../../http.js";
import type { Services } from "../../services.js";
import { askingWecom } from "./asking-wecom.js";

/** Channel codes (渠道活码) of a connection. */
export function registerContactWays(
  app: Api,
  { store, clock, wecom: host }: Pick<Services, "store" | "clock" | "wecom">,
): void {
  const querystring = wecomConnectionQuerySchema;

  app.get(
    "/v1/wecom/contact-ways",
    { schema: { querystring, response: { ...errorResponses(), 200: contactWayListSchema } } },
    async (request) => {
      const records = host.recordsOf(request.query.connection ?? MAIN_CONNECTION);
      const rows = await contactWayRecords(records).list({ limit: 1_000 });
      return { items: rows.map(({ doc: { configId: _, ...way } }) => way) };
    },
  );

  app.post(
    "/v1/wecom/contact-ways",
    {
      schema: {
        querystring,
        body: contactWayBodySchema,
        response: { ...errorResponses(404, 409, 502), 201: contactWaySchema },
      },
    },
    async (request, reply) => {
      const { connection = MAIN_CONNECTION } = request.query;
      const service = host.serviceOf(connection);
      if (!service) throw ApiError.of("wecom.not_configured");
      const { channel, remark, advisorIds } = request.body;
      const advisors = await service.advisors();
      const users = advisorIds.map((id) => {
        const advisor = advisors.find((one) => one.id === id);
        if (!advisor) throw ApiError.of("advisor.not_found", { id });
        return advisor.wecomUserId ?? advisor.id;
      });
      const state = `sf${randomInt(1e9).toString(36)}${randomInt(1e9).toString(36)}`;
      const made = await askingWecom(() =>
        service.app.contactWays.add({
          type: 2,
          remark: remark || channel.slice(0, 30),
          state,
          user: users,
          skip_verify: true,
        }),
      );
      const doc = {
        configId: made.config_id,
        state,
        channel,
        remark,
        userIds: users,
        ...(made.qr_code === undefined ? {} : { qrCode: made.qr_code }),
      };
      await contactWayRecords(host.recordsOf(connection)).put({ id: state, doc });
      await recordAudit(store, clock, requirePrincipal(request), "settings", "contact_way.created", { state, channel });
      const { configId: _, ...way } = doc;
      return reply.code(201).send(way);
    },
  );
}
