import cookie from "@fastify/cookie";
import type { Api } from "../../http.js";

/** Reads and sets cookies. Ours hold random tokens, so nothing is signed. */
export async function registerCookie(app: Api): Promise<void> {
  await app.register(cookie);
}
