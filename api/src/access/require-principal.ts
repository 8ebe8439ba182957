import type { FastifyRequest } from "fastify";
import { ApiError } from "../errors/api-error.js";
import type { Principal } from "./principal.js";

/** Who asks, where the access table has let somebody on. */
export function requirePrincipal(request: FastifyRequest): Principal {
  if (!request.principal) throw ApiError.of("auth.required");
  return request.principal;
}
