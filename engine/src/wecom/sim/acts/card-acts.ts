import type { JsonObject } from "@sopflow/schemas";
import { publishAppEvent } from "../callbacks/publish.js";
import { Args } from "../rules/args.js";
import { issueResponseCode } from "../rules/response-codes.js";
import { ActError, type ActOf, type ActResult } from "./act.js";
import { type ActScope, requireMember } from "./act-scope.js";

/** A button (or a submit button) of a card; the app hears of it with a response_code. */
export function pressButton(scope: ActScope, act: ActOf<"advisor.pressButton" | "advisor.pickMenu">): ActResult {
  const { state, corp, now } = scope;
  const member = requireMember(scope, act.userid);
  const message = corp.appMessages.get(act.msgid);
  const copy = message?.copies.get(act.userid.toLowerCase());
  const app = message && corp.apps.get(message.agentid);
  if (!message || !app || copy?.state !== "shown") throw new ActError("this member does not see such a message");
  if (message.msgtype !== "template_card") throw new ActError("this message has no buttons");
  const isMenu = act.type === "advisor.pickMenu";
  if (copy.replacedBy !== undefined && !isMenu) throw new ActError("the button is grey: it was pressed already");
  const keys = isMenu ? menuKeys(copy.content) : buttonKeys(copy.content);
  if (!keys.includes(act.key)) throw new ActError(`the card has no button ${act.key}`);
  const responseCode = issueResponseCode(state, corp.corpid, app.agentid, message.msgid, now);
  publishAppEvent(state, corp, app, isMenu ? "template_card_menu_event" : "template_card_event", {
    now,
    from: member.userid,
    card: { msgid: message.msgid, userid: member.userid },
    fields: {
      EventKey: act.key,
      TaskId: String(copy.content.task_id ?? message.taskId ?? ""),
      CardType: String(copy.content.card_type ?? ""),
      ResponseCode: responseCode,
      ...(!isMenu && act.selected && { SelectedItems: { SelectedItem: act.selected.map(selectedItem) } }),
    },
  });
  state.effects.push({ kind: "card.pressed", corpid: corp.corpid, userid: member.userid, msgid: message.msgid });
  return {};
}

const selectedItem = (item: { readonly questionKey: string; readonly optionIds: readonly string[] }) => ({
  QuestionKey: item.questionKey,
  OptionIds: { OptionId: item.optionIds },
});

function buttonKeys(card: JsonObject): string[] {
  const args = new Args(card);
  const buttons = args.objects("button_list", 6).filter((button) => button.int("type", 0, 1, 0) === 0);
  const submit = args.optionalObject("submit_button");
  return [...buttons, ...(submit ? [submit] : [])].map((button) => button.optionalText("key") ?? "");
}

const menuKeys = (card: JsonObject): string[] =>
  new Args(card)
    .optionalObject("action_menu")
    ?.objects("action_list", 3)
    .map((item) => item.text("key")) ?? [];
