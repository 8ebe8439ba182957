import { type CallbackSecrets, passiveReplyXml, type SealingChance, sealEnvelope } from "../crypto/index.js";

/** Answers a card's callback in its own HTTP response: greys the button, on the card of whoever pressed it only [D90241]. */
export interface ButtonReply {
  readonly corpId: string;
  readonly userId: string;
  /** The word on the greyed button. */
  readonly replaceName: string;
  /** Seconds. */
  readonly createTime: number;
}

/** The encrypted body of such a response. WeCom wants it within 5 seconds. */
export function buttonReply(secrets: CallbackSecrets, reply: ButtonReply, chance: SealingChance): string {
  const { corpId, userId, replaceName, createTime } = reply;
  const xml =
    `<xml><ToUserName>${cdata(userId)}</ToUserName><FromUserName>${cdata(corpId)}</FromUserName>` +
    `<CreateTime>${Math.floor(createTime)}</CreateTime><MsgType>${cdata("update_button")}</MsgType>` +
    `<Button><ReplaceName>${cdata(replaceName)}</ReplaceName></Button></xml>`;
  return passiveReplyXml(sealEnvelope(secrets, xml, chance));
}

/** Text that cannot end its section: `]]>` is parted over two. */
const cdata = (text: string): string => `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
