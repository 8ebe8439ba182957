import type { SimAnswer } from "@sopflow/engine";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { SimContext } from "./sim-context.js";

const UPLOAD_BYTES = 25_000_000;
/** WeCom's side gives no answer: the connection stays open so long, unless the client gives up before. */
const SILENCE_MS = 30_000;

/** `/cgi-bin/…`: WeCom's interface. Bodies are read as they come, since WeCom takes JSON under any content type. */
export async function registerCgi(app: FastifyInstance, context: SimContext): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: UPLOAD_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    scope.all("/cgi-bin/*", (request, reply) => answerCall(context, request, reply));
  });
}

async function answerCall(context: SimContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const answer = context.sim.handle({
    method: request.method,
    path: request.url.split("?", 1)[0] ?? "",
    query: queryOf(request),
    body: await bodyOf(request),
    now: context.clock.now(),
    ip: request.ip,
  });
  context.changed();
  await pause(answer.delayMs);
  return answer.lost === undefined ? reply.code(answer.status).send(answer.body) : giveUp(request, reply, answer);
}

async function giveUp(request: FastifyRequest, reply: FastifyReply, { lost }: SimAnswer): Promise<FastifyReply> {
  reply.hijack();
  const { socket } = request.raw;
  if (lost === "closed") {
    socket.destroy();
    return reply;
  }
  const timer = setTimeout(() => socket.destroy(), SILENCE_MS);
  timer.unref();
  socket.once("close", () => clearTimeout(timer));
  return reply;
}

const pause = (ms: number): Promise<void> =>
  ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));

function queryOf({ url }: FastifyRequest): Record<string, string> {
  const query = url.indexOf("?");
  return query < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(query + 1)));
}

/** JSON as text; of an upload its file's name and size. */
async function bodyOf({ body, headers }: FastifyRequest): Promise<unknown> {
  if (!Buffer.isBuffer(body)) return "";
  const type = headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return body.toString("utf8");
  try {
    const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
    for (const part of form.values()) if (typeof part !== "string") return { filename: part.name, bytes: part.size };
  } catch {
    // Torn multipart: as if no file had come.
  }
  return {};
}
