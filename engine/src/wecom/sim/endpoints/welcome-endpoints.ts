import type { JsonObject } from "@sopflow/schemas";
import { readContent } from "../rules/content.js";
import { CallError, ERR } from "../rules/errcodes.js";
import { writeChat } from "../rules/write-chat.js";
import type { Call, Endpoint } from "./endpoint.js";

/** The greeting after an adding: 20 s, once. */
export const WELCOME_ENDPOINTS: readonly Endpoint[] = [
  { path: "externalcontact/send_welcome_msg", method: "POST", customers: true, writes: true, run: sendWelcome },
];

function sendWelcome({ state, corp, app, body, now, answeredAt }: Call): JsonObject {
  const code = body.text("welcome_code", { error: ERR.welcomeInvalid });
  const relation = [...corp.relations.values()].find(({ welcome }) => welcome?.codes.get(app.agentid) === code);
  const welcome = relation?.welcome;
  if (!relation || !welcome || now >= welcome.until) throw new CallError(ERR.welcomeInvalid);
  const content = readContent(body, corp, now, { most: 9 });
  if (welcome.sentBy !== undefined) {
    // While another app's call is still running, its end is open: that app may yet fail.
    const isRunning = now < welcome.sendingUntil && welcome.sentBy !== app.agentid;
    throw new CallError(isRunning ? ERR.welcomeRunning : ERR.chatStarted);
  }
  if (relation.chat.some(({ at }) => at >= relation.createdAt)) throw new CallError(ERR.chatStarted);
  welcome.sentBy = app.agentid;
  welcome.sendingUntil = answeredAt;
  writeChat(state, corp, relation, { from: "member", at: now, via: "welcome", ...content });
  return {};
}
