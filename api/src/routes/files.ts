import { fileParamsSchema, uploadAnswerSchema, uploadQuerySchema } from "@sopflow/schemas";
import { type createFiles, FILE_TYPES, MAX_FILE_BYTES } from "../desk/files.js";
import { ApiError } from "../errors/api-error.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";

/** Files of the library: one request, one file, its bytes as the body. */
export function registerFileRoutes(app: Api, files: ReturnType<typeof createFiles>): void {
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

  app.get("/files/:file", { schema: { params: fileParamsSchema, hide: true } }, async (request, reply) => {
    const { type, bytes, stream } = await files.open(request.params.file);
    if (!FILE_TYPES.includes(type)) throw ApiError.of("file.not_found");
    return reply
      .header("content-type", type)
      .header("content-length", bytes)
      .header("cache-control", "private, max-age=31536000, immutable")
      .header("x-content-type-options", "nosniff")
      .send(stream);
  });
}
