import { z } from "zod";
import { bytes, chars, filled, listOf, rule } from "../request-limits.js";

const key = filled(bytes(1_024));
const url = filled(bytes(2_048));

/** A card's task id: unique in the app, and of these characters only. */
export const cardTaskId = z.string().regex(/^[0-9A-Za-z_\-@]{1,128}$/, "1 to 128 letters, digits, '_', '-' and '@'");

const source = z.strictObject({
  icon_url: z.string().optional(),
  desc: chars(20).optional(),
  desc_color: z.int().min(0).max(3).optional(),
});
const mainTitle = z.strictObject({ title: chars(36).optional(), desc: chars(44).optional() });
const quoteArea = z.strictObject({
  type: z.int().min(0).max(2).optional(),
  url: url.optional(),
  appid: z.string().optional(),
  pagepath: z.string().optional(),
  title: z.string().optional(),
  quote_text: z.string().optional(),
});
/** A line of name and value: plain, or leading to a page (1), a file (2) or a member (3). */
const row = z
  .strictObject({
    type: z.int().min(0).max(3).optional(),
    keyname: filled(chars(5)),
    value: chars(30).optional(),
    url: url.optional(),
    media_id: z.string().optional(),
    userid: z.string().optional(),
  })
  .refine(({ type, url }) => type !== 1 || url !== undefined, rule("缺少 url", "a link needs its url"));
const jump = z.strictObject({
  type: z.int().min(0).max(2).optional(),
  title: filled(chars(13)),
  url: url.optional(),
  appid: z.string().optional(),
  pagepath: z.string().optional(),
});
const actionMenu = z.strictObject({
  desc: z.string().optional(),
  action_list: listOf(z.strictObject({ text: filled(z.string()), key }), 1, 3),
});
const cardAction = z
  .strictObject({
    type: z.int().min(0).max(2),
    url: url.optional(),
    appid: z.string().optional(),
    pagepath: z.string().optional(),
  })
  .refine(
    ({ type, url: page, appid }) => (type !== 1 || page !== undefined) && (type !== 2 || appid !== undefined),
    rule("缺少跳转的 url 或 appid", "what it opens is missing: url or appid"),
  );

const shared = {
  source: source.optional(),
  action_menu: actionMenu.optional(),
  quote_area: quoteArea.optional(),
  sub_title_text: chars(160).optional(),
  horizontal_content_list: listOf(row, 0, 6).optional(),
  task_id: cardTaskId.optional(),
};

const textNotice = z
  .strictObject({
    card_type: z.literal("text_notice"),
    ...shared,
    main_title: mainTitle.optional(),
    emphasis_content: z.strictObject({ title: chars(14).optional(), desc: chars(22).optional() }).optional(),
    jump_list: listOf(jump, 0, 3).optional(),
    card_action: cardAction,
  })
  .refine(({ card_action }) => card_action.type !== 0, rule("文本卡片须可点击", "a text notice must open something"))
  .refine(
    ({ main_title, sub_title_text }) => Boolean(main_title?.title) || Boolean(sub_title_text),
    rule("标题和副标题不能都为空", "title and sub_title_text are both missing"),
  )
  .refine(
    ({ action_menu, task_id }) => action_menu === undefined || task_id !== undefined,
    rule("使用菜单须有 task_id", "an action menu needs a task_id"),
  );

const button = z
  .strictObject({
    type: z.int().min(0).max(1).optional(),
    text: filled(chars(10)),
    style: z.int().min(1).max(4).optional(),
    key: key.optional(),
    url: url.optional(),
  })
  .refine(
    ({ type = 0, key: own, url: page }) => (type === 0 ? own !== undefined : page !== undefined),
    rule("按钮缺少 key 或 url", "a button needs its key, or its url when it opens a page"),
  );

const buttonInteraction = z.strictObject({
  card_type: z.literal("button_interaction"),
  ...shared,
  task_id: cardTaskId,
  main_title: mainTitle.refine(({ title }) => Boolean(title), rule("缺少标题", "the title is missing")),
  button_selection: z
    .strictObject({
      question_key: key,
      title: z.string().optional(),
      option_list: listOf(z.strictObject({ id: filled(bytes(128)), text: filled(chars(16)) }), 1, 10),
      selected_id: z.string().optional(),
    })
    .optional(),
  button_list: listOf(button, 1, 6),
  card_action: cardAction.optional(),
  /** When a card is replaced: the word on its greyed button. */
  replace_text: z.string().optional(),
});

/** The cards we send: a notice that opens a page, and one with buttons that come back as events [D90236]. */
export const templateCardSchema = z.discriminatedUnion("card_type", [textNotice, buttonInteraction]);
export type TemplateCard = z.input<typeof templateCardSchema>;
export type ButtonCard = Extract<TemplateCard, { card_type: "button_interaction" }>;
export type NoticeCard = Extract<TemplateCard, { card_type: "text_notice" }>;
