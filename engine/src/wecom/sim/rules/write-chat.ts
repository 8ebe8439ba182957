import type { JsonObject } from "@sopflow/schemas";
import type { SimCorp } from "../state/corp.js";
import type { ChatMessage, Relation } from "../state/customers.js";
import type { SimState } from "../state/world.js";

interface Writing {
  readonly from: ChatMessage["from"];
  readonly via: ChatMessage["via"];
  readonly at: number;
  readonly text: string;
  readonly attachments?: readonly JsonObject[];
}

/** Puts the text and each attachment into the chat as messages of their own, as WeCom shows them. */
export function writeChat(state: SimState, corp: SimCorp, relation: Relation, writing: Writing): void {
  const { from, via, at, text, attachments = [] } = writing;
  const add = (message: Pick<ChatMessage, "msgtype" | "text" | "content">) => {
    relation.chat.push({ id: `m${state.ids.text(12)}`, from, via, at, ...message });
  };
  if (text !== "") add({ msgtype: "text", text });
  for (const attachment of attachments) {
    const msgtype = typeof attachment.msgtype === "string" ? attachment.msgtype : "file";
    add({ msgtype, text: titleOf(corp, attachment, msgtype), content: attachment });
  }
  relation.lastChatAt = at;
  const { userid, externalUserid } = relation;
  state.effects.push({ kind: "chat.written", corpid: corp.corpid, userid, externalUserid, from, via });
}

/** A card's title, a file's name. */
function titleOf(corp: SimCorp, attachment: JsonObject, msgtype: string): string {
  const part = attachment[msgtype];
  if (typeof part !== "object" || part === null || Array.isArray(part)) return "";
  if (typeof part.title === "string") return part.title;
  const mediaId = part.media_id ?? part.mediaid;
  return (typeof mediaId === "string" ? corp.media.get(mediaId)?.name : undefined) ?? "";
}
