import { fileParamsSchema, sharedFileQuerySchema, uploadAnswerSchema, uploadQuerySchema } from "@sopflow/schemas";
import type { FastifyReply } from "fastify";
import type { FileLinks } from "../desk/file-links.js";
import { type createFiles, FILE_TYPES, MAX_FILE_BYTES } from "../desk/files.js";
import { ApiError } from "../errors/api-error.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";

/** Files of the library: one request, one file, its bytes as the body. */
export function registerFileRoutes(app: Api, files: ReturnType<typeof createFiles>, links: FileLinks): void {
  app.register(async (scope: Api) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: MAX_FILE_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(
      "/v1/files",
      {
        bodyLimit: MAX_FILE_BYTES,
        schema: {
          querystring: uploadQuerySchema,
          consumes: [...FILE_TYPES],
          response: { ...errorResponses(413, 415, 422), 201: uploadAnswerSchema },
        },
      },
      async (request, reply) => {
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
        const name = await files.keep(type, bytes);
        return reply.code(201).send({ url: `/files/${name}`, bytes: bytes.length });
      },
    );
  });

  app.get("/files/:file", { schema: { params: fileParamsSchema, hide: true } }, async (request, reply) =>
    sendFile(reply.header("cache-control", "private, max-age=31536000, immutable"), request.params.file),
  );

  // For WeCom and for customers, who cannot sign in: the address itself says that they may.
  app.get(
    "/shared/files/:file",
    { schema: { params: fileParamsSchema, querystring: sharedFileQuerySchema, hide: true } },
    async (request, reply) => {
      const { until, sign } = request.query;
      if (!(await links.isGood(request.params.file, until, sign))) throw ApiError.of("file.not_found");
      // Pictures stand in pages and chats of others.
      reply.header("cross-origin-resource-policy", "cross-origin").header("cache-control", "public, max-age=86400");
      return sendFile(reply, request.params.file);
    },
  );

  async function sendFile(reply: FastifyReply, name: string): Promise<FastifyReply> {
    const { type, bytes, stream } = await files.open(name);
    if (!FILE_TYPES.includes(type)) throw ApiError.of("file.not_found");
    return reply
      .header("content-type", type)
      .header("content-length", bytes)
      .header("x-content-type-options", "nosniff")
      .send(stream);
  }
}
