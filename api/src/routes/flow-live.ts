import { flowLiveSchema, flowParamsSchema } from "@sopflow/schemas";
import { z } from "zod";
import { ApiError } from "../errors/api-error.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import { EventStream } from "../live/event-stream.js";
import { FlowFeeds } from "../live/flow-feeds.js";
import { readFlowLive } from "../live/flow-live.js";
import { identify } from "../plugins/app/identify.js";
import type { Services } from "../services.js";

/** Streams open at once; more are told to come back. */
const MAX_STREAMS = 500;
/** Seconds between two beats, and between two looks whether the reader may still read. */
const BEAT_SECONDS = 15;
const RETRY_SECONDS = 5;

/** A stream is sent as it is; what its messages hold is for the description. */
const liveStreamSchema = z.custom<EventStream>().meta({
  description: "`event: live` messages, each with this as its data",
  properties: { data: z.toJSONSchema(flowLiveSchema) },
});

/** The numbers of a flow as server-sent events: at once, then after changes. */
export function registerFlowLiveRoute(app: Api, services: Services): FlowFeeds {
  const { engine, waker } = services;
  const feeds = new FlowFeeds({
    read: (flowId) => readFlowLive(services, flowId),
    sleep: (ms) => waker.sleep(ms),
    onError: (error) => app.log.error({ err: error }, "live numbers could not be read"),
  });
  const open = new Map<EventStream, () => Promise<boolean>>();
  let seconds = 0;
  const stopBeating = waker.everySecond(() => {
    seconds += 1;
    if (seconds % BEAT_SECONDS === 0) for (const [stream, mayRead] of open) void beat(app, stream, mayRead);
  });
  const stopListening = engine.onCommit(({ flowIds }) => {
    for (const flowId of flowIds) feeds.changed(flowId);
  });
  // Streams never end by themselves, so closing would wait for them for ever.
  app.addHook("preClose", async () => {
    stopListening();
    stopBeating();
    for (const stream of open.keys()) stream.end();
  });

  const content = { "text/event-stream": { schema: liveStreamSchema } };
  app.get(
    "/v1/flows/:id/live",
    { schema: { params: flowParamsSchema, response: { ...errorResponses(404), 200: { content } } } },
    async (request, reply) => {
      const flowId = request.params.id;
      const first = await readFlowLive(services, flowId);
      if (open.size >= MAX_STREAMS) throw ApiError.of("server.overloaded", { seconds: RETRY_SECONDS });
      const stream = new EventStream();
      const mayRead = async () => (await identify(services, request))?.id === request.principal?.id;
      open.set(stream, mayRead);
      const stopWatching = feeds.watch(flowId, (numbers) => stream.send("live", numbers));
      stream.once("close", () => {
        open.delete(stream);
        stopWatching();
      });
      stream.send("live", first);
      reply.header("cache-control", "no-store").header("x-accel-buffering", "no").type("text/event-stream");
      return reply.send(stream);
    },
  );
  return feeds;
}

/** A session that ended or a key that was revoked meanwhile reads no further. */
async function beat(app: Api, stream: EventStream, mayRead: () => Promise<boolean>): Promise<void> {
  stream.beat();
  try {
    if (!(await mayRead())) stream.end();
  } catch (error) {
    app.log.warn({ err: error }, "a live stream could not be checked");
  }
}
