import { chatMessageAnswerSchema, chatMessageBodySchema, type Material, materialOf } from "@sopflow/schemas";
import { confinedTo } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { createLibrary } from "../desk/library.js";
import { libraryReaderOf } from "../desk/library-reader.js";
import { ApiError } from "../errors/api-error.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";
import { loadTask } from "../tasks/load-task.js";
import { askingWecom } from "./wecom/asking-wecom.js";

/**
 * Materials as messages that the side bar sends: a file of ours must lie at WeCom first, where it lives for 3 days. Whoever
 * asks must be able to see the task or the item.
 */
export function registerChatMessageRoute(app: Api, { store, wecom }: Pick<Services, "store" | "wecom">): void {
  const library = createLibrary(store);
  app.post(
    "/v1/wecom/chat-messages",
    {
      schema: {
        body: chatMessageBodySchema,
        response: { ...errorResponses(404, 409, 422, 502), 200: chatMessageAnswerSchema },
      },
    },
    async (request) => {
      const { body } = request;
      const principal = requirePrincipal(request);
      let material: Material | undefined;
      if ("taskId" in body) {
        material = (await loadTask(store, body.taskId, confinedTo(principal))).materials[body.material];
      } else material = materialOf(await library.find(body.itemId, await libraryReaderOf(store, principal)));
      if (!material) throw ApiError.of("material.not_found");
      const advisorId = principal.kind === "session" ? principal.advisorId : undefined;
      const service = (await wecom.connectionOf(advisorId))?.service;
      if (!service) throw ApiError.of("wecom.not_configured");
      const sent: Material = material;
      const message = await askingWecom(() => service.chatMessageOf(sent));
      if (!message) throw ApiError.of("material.app_id_missing", { title: material.title || material.url });
      return { message };
    },
  );
}
