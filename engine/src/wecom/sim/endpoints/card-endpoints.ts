import type { JsonObject } from "@sopflow/schemas";
import { checkCard } from "../rules/cards.js";
import { CallError, ERR } from "../rules/errcodes.js";
import { useResponseCode } from "../rules/response-codes.js";
import type { Call, Endpoint } from "./endpoint.js";

/** Changing cards that were sent. */
export const CARD_ENDPOINTS: readonly Endpoint[] = [
  { path: "message/update_template_card", method: "POST", run: updateCard },
];

function updateCard(call: Call): JsonObject {
  const { state, corp, app, body, now } = call;
  if (body.int("agentid", 0, 2_147_483_647) !== app.agentid) throw new CallError(ERR.agentForbidden);
  const userids = body.texts("userids", 1_000);
  const parties = body.ints("partyids", 100);
  const tags = body.ints("tagids", 100);
  const isAll = body.flag("atall");
  if (!isAll && userids.length + parties.length + tags.length === 0) {
    throw body.refuse("userids", "partyids, tagids and atall are all empty");
  }
  const replaceName = body.optionalObject("button")?.text("replace_name");
  const card = body.optionalObject("template_card");
  if ((replaceName === undefined) === (card === undefined))
    throw body.refuse("button", "or template_card: exactly one is needed");
  if (card) checkCard(card, { isUpdate: true });
  const code = useResponseCode(state, body.text("response_code", { error: ERR.responseCodeInvalid }), {
    corpid: corp.corpid,
    agentid: app.agentid,
    now,
  });
  const message = corp.appMessages.get(code.msgid);
  const isAsked = (userid: string) =>
    isAll ||
    userids.some((asked) => asked.toLowerCase() === userid) ||
    (corp.members.get(userid)?.departments ?? []).some((id) => parties.includes(id));
  for (const [userid, copy] of message?.copies ?? []) {
    if (!isAsked(userid) || copy.state !== "shown") continue;
    if (card) {
      copy.content = card.fields;
      copy.replacedBy = card.optionalText("replace_text");
    } else {
      copy.replacedBy = replaceName;
    }
    state.effects.push({ kind: "card.updated", corpid: corp.corpid, userid: copy.userid, msgid: code.msgid });
  }
  const invalid = userids.flatMap((userid) =>
    message?.copies.has(userid.toLowerCase()) ? [] : [userid.toLowerCase()],
  );
  return invalid.length > 0 ? { invaliduser: invalid } : {};
}
