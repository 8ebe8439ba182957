import { SECOND_MS } from "../../core/time/index.js";
import { fieldsOf, listOf, numberOf, textOf, textsOf, type XmlFields } from "./read-xml.js";
import { ADVISOR_ACTS, APP_HEALTH_SIGNALS, type WecomEvent } from "./wecom-event.js";

type Told = Pick<WecomEvent, "corpId" | "at" | "agentId">;
type Reader = (fields: XmlFields, told: Told) => WecomEvent;

/** A field that its event must have is missing. */
class MissingFieldError extends Error {
  override readonly name = "MissingFieldError";
}

/** What a decrypted callback says. Never throws for an event it does not know: that one is acknowledged too. */
export function parseEvent(fields: XmlFields): WecomEvent {
  const agentId = numberOf(fields, "AgentID");
  const told: Told = {
    corpId: textOf(fields, "ToUserName") ?? "",
    at: (numberOf(fields, "CreateTime") ?? 0) * SECOND_MS,
    ...(agentId !== undefined && { agentId }),
  };
  const type = textOf(fields, "MsgType") ?? "";
  const event = type === "event" ? (textOf(fields, "Event") ?? "") : "";
  const name = [event || type, textOf(fields, "ChangeType")].filter(Boolean).join(".");
  const read = READERS.get(name) ?? READERS.get(event) ?? (type !== "event" && type !== "" ? readMessage : undefined);
  if (!read) return { ...told, kind: "unknown", event: name };
  try {
    return read(fields, told);
  } catch (error) {
    if (error instanceof MissingFieldError) return { ...told, kind: "unknown", event: name, missing: error.message };
    throw error;
  }
}

function need(fields: XmlFields, name: string): string {
  const text = textOf(fields, name);
  if (text === undefined) throw new MissingFieldError(name);
  return text;
}

/** `{ [as]: text }` where the field is there. */
const maybe = <Name extends string>(as: Name, value: string | undefined): { [K in Name]?: string } =>
  value === undefined ? {} : ({ [as]: value } as { [K in Name]?: string }); // a computed key widens to string

const contact = (fields: XmlFields, told: Told) => ({
  ...told,
  userId: need(fields, "UserID"),
  externalUserId: need(fields, "ExternalUserID"),
});

const came =
  (kind: "contact.added" | "contact.half_added"): Reader =>
  (fields, told) => ({
    ...contact(fields, told),
    kind,
    ...maybe("state", textOf(fields, "State")),
    ...maybe("welcomeCode", textOf(fields, "WelcomeCode")),
  });

const chat =
  (kind: "chat.created" | "chat.dismissed" | "chat.updated"): Reader =>
  (fields, told) => {
    const [count, joinScene, quitScene] = ["MemChangeCnt", "JoinScene", "QuitScene"].map((n) => numberOf(fields, n));
    return {
      ...told,
      kind,
      chatId: need(fields, "ChatId"),
      members: textsOf(fieldsOf(fields, "MemChangeList"), "Item"),
      ...maybe("detail", textOf(fields, "UpdateDetail")),
      ...maybe("lastVersion", textOf(fields, "LastMemVer")),
      ...maybe("version", textOf(fields, "CurMemVer")),
      ...(count !== undefined && { count }),
      ...(joinScene !== undefined && { joinScene }),
      ...(quitScene !== undefined && { quitScene }),
    };
  };

const tag: Reader = (fields, told) => ({
  ...told,
  kind: "tag.changed",
  change: need(fields, "ChangeType"),
  tagType: textOf(fields, "TagType") === "tag_group" ? "tag_group" : "tag",
  ...maybe("id", textOf(fields, "Id")),
  ...maybe("strategyId", textOf(fields, "StrategyId")),
});

const press =
  (kind: "card.pressed" | "card.menu_pressed"): Reader =>
  (fields, told) => ({
    ...told,
    kind,
    userId: need(fields, "FromUserName"),
    key: need(fields, "EventKey"),
    taskId: need(fields, "TaskId"),
    ...maybe("cardType", textOf(fields, "CardType")),
    ...maybe("responseCode", textOf(fields, "ResponseCode")),
    selected: listOf(fieldsOf(fields, "SelectedItems"), "SelectedItem").map((item) => ({
      questionKey: textOf(item, "QuestionKey") ?? "",
      optionIds: textsOf(fieldsOf(item, "OptionIds"), "OptionId"),
    })),
  });

const readMessage: Reader = (fields, told) => ({
  ...told,
  kind: "message",
  userId: need(fields, "FromUserName"),
  type: need(fields, "MsgType"),
  ...maybe("text", textOf(fields, "Content")),
  ...maybe("messageId", textOf(fields, "MsgId")),
});

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["change_external_contact.add_external_contact", came("contact.added")],
  ["change_external_contact.add_half_external_contact", came("contact.half_added")],
  ["change_external_contact.edit_external_contact", (f, told) => ({ ...contact(f, told), kind: "contact.edited" })],
  [
    "change_external_contact.del_external_contact",
    (fields, told) => ({
      ...contact(fields, told),
      kind: "contact.removed",
      by: "advisor",
      byTransfer: textOf(fields, "Source") === "DELETE_BY_TRANSFER",
    }),
  ],
  [
    "change_external_contact.del_follow_user",
    (f, told) => ({ ...contact(f, told), kind: "contact.removed", by: "customer", byTransfer: false }),
  ],
  [
    "change_external_contact.transfer_fail",
    (f, told) => ({
      ...contact(f, told),
      kind: "contact.transfer_failed",
      reason: textOf(f, "FailReason") ?? "unknown",
    }),
  ],
  ["change_external_chat.create", chat("chat.created")],
  ["change_external_chat.update", chat("chat.updated")],
  ["change_external_chat.dismiss", chat("chat.dismissed")],
  ["change_external_tag", tag],
  ["template_card_event", press("card.pressed")],
  ["template_card_menu_event", press("card.menu_pressed")],
  ...APP_HEALTH_SIGNALS.map((signal): [string, Reader] => [
    signal,
    (fields, told) => {
      const effect = numberOf(fields, "EffectTime");
      return { ...told, kind: "app.health", signal, ...(effect !== undefined && { effectAt: effect * SECOND_MS }) };
    },
  ]),
  ...ADVISOR_ACTS.map((act): [string, Reader] => [
    act,
    (fields, told) => ({
      ...told,
      kind: "advisor.acted",
      act,
      userId: need(fields, "FromUserName"),
      ...maybe("key", textOf(fields, "EventKey")),
    }),
  ]),
]);
