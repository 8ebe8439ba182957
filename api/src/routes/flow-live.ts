import { flowLiveSchema, flowParamsSchema } from "@sopflow/schemas";
import { z } from "zod";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { EventStream } from "../live/event-stream.js";
import { FlowFeeds } from "../live/flow-feeds.js";
import { readFlowLive } from "../live/flow-live.js";
import { type LiveStreams, sendStream } from "../live/live-streams.js";
import { identify } from "../plugins/app/identify.js";
import type { Services } from "../services.js";

/** A stream is sent as it is; what its messages hold is for the description. */
const liveStreamSchema = z.custom<EventStream>().meta({
  description: "`event: live` messages, each with this as its data",
  properties: { data: z.toJSONSchema(flowLiveSchema) },
});

/** The numbers of a flow as server-sent events: at once, then after changes. */
export function registerFlowLiveRoute(app: Api, services: Services, streams: LiveStreams): FlowFeeds {
  const { engine, waker } = services;
  const feeds = new FlowFeeds({
    read: (flowId) => readFlowLive(services, flowId),
    sleep: (ms) => waker.sleep(ms),
    onError: (error) => app.log.error({ err: error }, "live numbers could not be read"),
  });
  const stopListening = engine.onCommit(({ flowIds }) => {
    for (const flowId of flowIds) feeds.changed(flowId);
  });
  app.addHook("preClose", async () => {
    stopListening();
  });

  const content = { "text/event-stream": { schema: liveStreamSchema } };
  app.get(
    "/v1/flows/:id/live",
    { schema: { params: flowParamsSchema, response: { ...errorResponses(404), 200: { content } } } },
    async (request, reply) => {
      const flowId = request.params.id;
      const first = await readFlowLive(services, flowId);
      let stopWatching = () => {};
      const mayRead = async () => (await identify(services, request))?.id === request.principal?.id;
      const stream = streams.open(mayRead, () => stopWatching());
      stopWatching = feeds.watch(flowId, (numbers) => stream.send("live", numbers));
      stream.send("live", first);
      return sendStream(reply, stream);
    },
  );
  return feeds;
}
