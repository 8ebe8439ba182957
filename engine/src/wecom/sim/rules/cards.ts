import type { Args } from "./args.js";
import { CallError, ERR } from "./errcodes.js";

export const CARD_TYPES = [
  "text_notice",
  "news_notice",
  "button_interaction",
  "vote_interaction",
  "multiple_interaction",
] as const;
export type CardType = (typeof CARD_TYPES)[number];

const TASK_ID = /^[0-9A-Za-z_\-@]{1,128}$/;

/** Checks a template_card against its documented shape; 40058 names the field, 42014 a task_id that is none. */
export function checkCard(card: Args, { isUpdate = false } = {}): CardType {
  const asked = card.text("card_type");
  const type = CARD_TYPES.find((known) => known === asked);
  if (type === undefined) throw card.refuse("card_type", `must be one of ${CARD_TYPES.join(", ")}`);
  checkSource(card);
  checkTexts(card, type);
  checkLists(card);
  checkActionMenu(card);
  checkCardAction(card, type);
  if (type === "button_interaction") checkButtons(card);
  if (type === "vote_interaction") {
    checkOptions(card.object("checkbox"), 20);
    checkSubmit(card);
  }
  if (type === "multiple_interaction") checkSelects(card);
  const needsTaskId = !isUpdate && givesResponseCode(card, type);
  const taskId = card.optionalText("task_id");
  if (taskId === undefined ? needsTaskId : !TASK_ID.test(taskId)) throw new CallError(ERR.invalidTaskId, taskId ?? "");
  return type;
}

/** Cards whose sending gives a response_code. */
export const givesResponseCode = (card: Args, type: CardType): boolean =>
  type.endsWith("_interaction") || card.has("action_menu");

function checkSource(card: Args): void {
  const source = card.optionalObject("source");
  source?.optionalText("desc", { maxChars: 20 });
  source?.int("desc_color", 0, 3, 0);
}

function checkTexts(card: Args, type: CardType): void {
  const title = card.optionalObject("main_title");
  title?.optionalText("title", { maxChars: 36 });
  title?.optionalText("desc", { maxChars: 44 });
  card.optionalText("sub_title_text", { maxChars: 160 });
  const emphasis = card.optionalObject("emphasis_content");
  emphasis?.optionalText("title", { maxChars: 14 });
  emphasis?.optionalText("desc", { maxChars: 22 });
  const isTitled = title?.has("title") === true;
  if (type === "text_notice" ? !isTitled && !card.has("sub_title_text") : !isTitled) {
    throw card.refuse(
      "main_title.title",
      type === "text_notice" ? "and sub_title_text are both missing" : "is missing",
    );
  }
}

function checkLists(card: Args): void {
  for (const row of card.objects("horizontal_content_list", 6)) {
    const kind = row.int("type", 0, 3, 0);
    row.text("keyname", { maxChars: 5 });
    row.optionalText("value", { maxChars: 30 });
    if (kind === 1) row.text("url");
    if (kind === 2) row.text("media_id");
    if (kind === 3) row.text("userid");
  }
  for (const jump of card.objects("jump_list", 3)) {
    jump.text("title", { maxChars: 13 });
    if (jump.int("type", 0, 2, 0) === 1) jump.text("url");
  }
}

function checkActionMenu(card: Args): void {
  const menu = card.optionalObject("action_menu");
  if (!menu) return;
  const entries = menu.objects("action_list", 3);
  if (entries.length === 0) throw menu.refuse("action_list", "must have 1 to 3 entries");
  for (const entry of entries) {
    entry.text("text");
    entry.text("key", { maxBytes: 1_024 });
  }
}

function checkCardAction(card: Args, type: CardType): void {
  const isNotice = type === "text_notice" || type === "news_notice";
  const action = isNotice ? card.object("card_action") : card.optionalObject("card_action");
  if (!action) return;
  const kind = action.int("type", isNotice ? 1 : 0, 2);
  if (kind === 1) action.text("url");
  if (kind === 2) action.text("appid");
}

function checkButtons(card: Args): void {
  const buttons = card.objects("button_list", 6);
  if (buttons.length === 0) throw card.refuse("button_list", "must have 1 to 6 buttons");
  for (const button of buttons) {
    button.text("text", { maxChars: 10 });
    button.int("style", 1, 4, 1);
    if (button.int("type", 0, 1, 0) === 0) button.text("key", { maxBytes: 1_024 });
    else button.text("url");
  }
  const selection = card.optionalObject("button_selection");
  if (selection) checkOptions(selection, 10);
}

function checkSelects(card: Args): void {
  const selects = card.objects("select_list", 3);
  if (selects.length === 0) throw card.refuse("select_list", "must have 1 to 3 entries");
  for (const select of selects) checkOptions(select, 10);
  checkSubmit(card);
}

function checkOptions(part: Args, most: number): void {
  part.text("question_key", { maxBytes: 1_024 });
  const options = part.objects("option_list", most);
  if (options.length === 0) throw part.refuse("option_list", `must have 1 to ${most} entries`);
  for (const option of options) {
    option.text("id", { maxBytes: 128 });
    option.text("text", { maxChars: 16 });
  }
}

function checkSubmit(card: Args): void {
  const submit = card.object("submit_button");
  submit.text("text", { maxChars: 10 });
  submit.text("key", { maxBytes: 1_024 });
}
