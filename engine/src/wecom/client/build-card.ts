import type { ButtonCard, NoticeCard } from "./endpoints/card-shape.js";
import { cutChars } from "./request-limits.js";

/** What a card says, before WeCom's limits: texts that are too long are cut with an ellipsis. */
export interface CardWords {
  readonly title: string;
  readonly description?: string | undefined;
  /** Longer words below the title; at most 160 characters are shown. */
  readonly text?: string | undefined;
  /** Who or what it is from, small, above the title. */
  readonly source?: string | undefined;
  /** Name and value, line by line; the first six are shown. */
  readonly rows?: readonly { readonly name: string; readonly value: string; readonly url?: string | undefined }[];
}

export interface CardButton {
  readonly text: string;
  /** Comes back with the click. */
  readonly key?: string;
  /** Opens a page instead. */
  readonly url?: string;
  readonly style?: "primary" | "plain" | "danger";
}

export interface CardChoice {
  /** Comes back with what was chosen. */
  readonly key: string;
  readonly title?: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
  readonly selected?: string;
}

const STYLES = { primary: 1, plain: 2, danger: 3 } as const;
/** WeCom shows so many; what is above is left to the page behind the card. */
const MOST = { rows: 6, buttons: 6, options: 10 } as const;

function words({ title, description, text, source, rows = [] }: CardWords) {
  const shown = rows.filter(({ name }) => name !== "").slice(0, MOST.rows);
  return {
    ...(source && { source: { desc: cutChars(source, 20) } }),
    main_title: { title: cutChars(title.trim() || "…", 36), ...(description && { desc: cutChars(description, 44) }) },
    ...(text && { sub_title_text: cutChars(text, 160) }),
    ...(shown.length > 0 && {
      horizontal_content_list: shown.map(({ name, value, url }) => ({
        keyname: cutChars(name, 5),
        value: cutChars(value, 30),
        ...(url !== undefined && { type: 1, url }),
      })),
    }),
  };
}

/** A card that opens a page when tapped. */
export function noticeCard(card: CardWords & { readonly url: string; readonly taskId?: string }): NoticeCard {
  return {
    card_type: "text_notice",
    ...words(card),
    ...(card.taskId !== undefined && { task_id: cardTaskIdOf(card.taskId) }),
    card_action: { type: 1, url: card.url },
  };
}

/** A card with buttons whose clicks come back as events; the first six buttons and ten options are shown. */
export function buttonCard(
  card: CardWords & {
    readonly taskId: string;
    readonly buttons: readonly CardButton[];
    readonly choice?: CardChoice | undefined;
    readonly url?: string | undefined;
    /** The word on the greyed button, when this card replaces another. */
    readonly replaceText?: string | undefined;
  },
): ButtonCard {
  const { choice } = card;
  return {
    card_type: "button_interaction",
    ...words(card),
    task_id: cardTaskIdOf(card.taskId),
    ...(choice && choice.options.length > 0 && { button_selection: selection(choice) }),
    button_list: card.buttons.slice(0, MOST.buttons).map(({ text, key, url, style = "primary" }) => ({
      text: cutChars(text, 10),
      style: STYLES[style],
      ...(url === undefined ? { type: 0, ...(key !== undefined && { key }) } : { type: 1, url }),
    })),
    ...(card.url !== undefined && { card_action: { type: 1, url: card.url } }),
    ...(card.replaceText !== undefined && { replace_text: cutChars(card.replaceText, 10) }),
  };
}

function selection({ key, title, options, selected }: CardChoice) {
  const shown = options.slice(0, MOST.options);
  return {
    question_key: key,
    ...(title !== undefined && { title }),
    option_list: shown.map(({ id, text }) => ({ id, text: cutChars(text, 16) })),
    ...(shown.some(({ id }) => id === selected) && selected !== undefined && { selected_id: selected }),
  };
}

/**
 * A task id that WeCom takes, from one of ours: letters, digits, `_` and `-` stay, any other byte becomes `@` and its two
 * hex digits, so that two ids never become one. `taskIdOfCard` turns it back. Above 128 bytes the call is refused.
 */
export const cardTaskIdOf = (taskId: string): string =>
  [...Buffer.from(taskId, "utf8")]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[0-9A-Za-z_-]/.test(char) ? char : `@${byte.toString(16).padStart(2, "0")}`;
    })
    .join("");

/** Our task id, from a click's `TaskId`. What is not ours comes back as it is. */
export function taskIdOfCard(cardTaskId: string): string {
  if (!/^([0-9A-Za-z_-]|@[0-9a-f]{2})*$/.test(cardTaskId)) return cardTaskId;
  const percent = cardTaskId.replace(/@([0-9a-f]{2})/g, "%$1");
  try {
    return decodeURIComponent(percent);
  } catch {
    return cardTaskId; // bytes that are no text
  }
}
