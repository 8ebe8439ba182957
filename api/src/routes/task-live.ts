import { z } from "zod";
import { confinedTo } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { EventStream } from "../live/event-stream.js";
import { type LiveStreams, sendStream } from "../live/live-streams.js";
import { TaskChanges } from "../live/task-changes.js";
import { identify } from "../plugins/app/identify.js";
import type { Services } from "../services.js";

const content = {
  "text/event-stream": {
    schema: z.custom<EventStream>().meta({
      description: "`event: tasks` messages without more: tasks of whoever reads have changed, ask for them again",
    }),
  },
};

/** Tells a task list that it is out of date, the moment a task is issued, withdrawn or handed on. */
export function registerTaskLiveRoute(app: Api, services: Services, streams: LiveStreams): void {
  const { engine, store, waker } = services;
  const changes = new TaskChanges({
    store,
    sleep: (ms) => waker.sleep(ms),
    onError: (error) => app.log.error({ err: error }, "changed tasks could not be read"),
  });
  const stopListening = engine.onCommit(({ taskIds }) => changes.changed(taskIds));
  app.addHook("preClose", async () => {
    stopListening();
  });

  app.get(
    "/v1/tasks/live",
    { schema: { response: { ...errorResponses(), 200: { content } } } },
    async (request, reply) => {
      let stopWatching = () => {};
      const mayRead = async () => (await identify(services, request))?.id === request.principal?.id;
      const stream = streams.open(mayRead, () => stopWatching());
      stopWatching = changes.watch(confinedTo(requirePrincipal(request)), () => stream.send("tasks", {}));
      // The first message opens the connection for proxies that wait for a byte.
      stream.beat();
      return sendStream(reply, stream);
    },
  );
}
