import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { openEnvelope, sealEnvelope, WecomCryptoError } from "../crypto/index.js";
import { buttonReply } from "./card-reply.js";
import { MAX_CALLBACK_BYTES, readXml, textOf } from "./read-xml.js";
import { readCallback, receiveCallback, verifyUrl } from "./receive-callback.js";

const secrets = { token: "QDG6eK", encodingAesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", receiveId: "ww1" };
const chance = { timestamp: "1700000000", nonce: "n1", random: Buffer.alloc(16, 5) };

const sealed = (xml: string, from = secrets, at = chance) => {
  const { encrypted, signature, timestamp, nonce } = sealEnvelope(from, xml, at);
  const body =
    `<xml><ToUserName><![CDATA[ww1]]></ToUserName><AgentID><![CDATA[]]></AgentID>` +
    `<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return { query: { msg_signature: signature, timestamp, nonce }, body, encrypted };
};
const receive = (xml: string) => {
  const { query, body } = sealed(xml);
  return receiveCallback(secrets, query, body);
};
const reasonOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error instanceof WecomCryptoError ? error.reason : error;
  }
  return undefined;
};
const HELLO = "<xml><ToUserName>ww1</ToUserName><MsgType>text</MsgType><FromUserName>z</FromUserName></xml>";

describe("the verification of a URL", () => {
  it("is answered with the plain text, as WeCom's own sample has it", () => {
    const sample = { ...secrets, receiveId: "wx5823bf96d3bd56c7" };
    const query = {
      msg_signature: "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
      timestamp: "1409659589",
      nonce: "263014780",
      echostr: "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
    };
    expect(verifyUrl(sample, query)).toBe("1616140317555161061");
    expect(reasonOf(() => verifyUrl(secrets, query))).toBe("receiveId");
    expect(reasonOf(() => verifyUrl(sample, { ...query, nonce: "1" }))).toBe("signature");
    expect(reasonOf(() => verifyUrl(sample, {}))).toBe("signature");
    expect(reasonOf(() => verifyUrl(sample, { ...query, echostr: ["a", "b"] }))).toBe("signature");
  });
});

describe("a callback", () => {
  it("is opened and kept as the XML that WeCom sent", () => {
    const { xml, event } = receive(HELLO);
    expect(xml).toBe(HELLO);
    expect(event).toMatchObject({ kind: "message", userId: "z", corpId: "ww1" });
    expect(readCallback("ww1", xml)).toEqual(receive(HELLO));
  });

  it("has one key however often it is sent, and another for every other content or corp", () => {
    const again = sealed(HELLO, secrets, { timestamp: "1700000009", nonce: "n2", random: Buffer.alloc(16, 9) });
    expect(receiveCallback(secrets, again.query, again.body).dedupeKey).toBe(receive(HELLO).dedupeKey);
    // Two friends in one second: the same sender and time, told apart by who they are.
    const friend = (id: string) =>
      `<xml><FromUserName>sys</FromUserName><CreateTime>1700000000</CreateTime><ExternalUserID>${id}</ExternalUserID></xml>`;
    expect(receive(friend("wm1")).dedupeKey).not.toBe(receive(friend("wm2")).dedupeKey);
    expect(readCallback("ww1", HELLO).dedupeKey).not.toBe(readCallback("ww2", HELLO).dedupeKey);
    expect(receive(HELLO).dedupeKey.length).toBeLessThanOrEqual(100);
  });

  it.each([
    ["signed with another token", { ...secrets, token: "other" }, "signature"],
    ["for another corp", { ...secrets, receiveId: "ww2" }, "receiveId"],
  ] as const)("that is %s is refused", (_what, from, reason) => {
    const { query, body } = sealed(HELLO, from);
    expect(reasonOf(() => receiveCallback(secrets, query, body))).toBe(reason);
  });

  it("without its parts is refused", () => {
    const { query, body } = sealed(HELLO);
    expect(reasonOf(() => receiveCallback(secrets, { ...query, msg_signature: undefined }, body))).toBe("signature");
    expect(reasonOf(() => receiveCallback(secrets, query, "<xml><A>1</A></xml>"))).toBe("xml");
    expect(reasonOf(() => receiveCallback(secrets, query, ""))).toBe("xml");
    expect(reasonOf(() => receiveCallback(secrets, query, "{}"))).toBe("xml");
  });
});

describe("the XML", () => {
  const laughs =
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>' +
    "<xml><Encrypt>&lol2;</Encrypt></xml>";
  it.each([
    ["entities that grow (billion laughs)", laughs],
    ["a document type with a file", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml><A>1</A></xml>'],
    ["a comment", "<xml><!-- x --><A>1</A></xml>"],
    ["an instruction inside", "<xml><?php x ?><A>1</A></xml>"],
    ["names that reach a prototype", "<xml><__proto__><a>1</a></__proto__></xml>"],
    ["tags without end", `<xml>${"<a>".repeat(5_000)}</xml>`],
    ["more than its size", `<xml><A>${"x".repeat(MAX_CALLBACK_BYTES)}</A></xml>`],
    ["no root", "<other><A>1</A></other>"],
    ["text only", "<xml>hello</xml>"],
  ])("with %s is refused", (_what, xml) => {
    expect(reasonOf(() => readXml(xml))).toBe("xml");
  });

  it("may hold anything inside a text", () => {
    const text = "<!DOCTYPE lol> & <b> ?> <?x <!-- 你好 😀 __proto__";
    expect(textOf(readXml(`<xml><Content><![CDATA[${text}]]></Content></xml>`), "Content")).toBe(text);
    expect(textOf(readXml('<?xml version="1.0"?><xml><A>a &amp; b</A></xml>'), "A")).toBe("a & b");
    expect(textOf(readXml("<xml><A>007</A></xml>"), "A")).toBe("007");
    expect(textOf(readXml("<xml><A>x</A></xml>"), "toString")).toBeUndefined();
  });

  it("of any text comes back as it was, or is refused: nothing else happens", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const safe = text.replaceAll("]]>", "]]]]><![CDATA[>");
        const expected = text.trim() === "" ? undefined : text.trim();
        expect(textOf(readXml(`<xml><A><![CDATA[${safe}]]></A><B>1</B></xml>`), "A")).toBe(expected);
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        expect([undefined, "xml"]).toContain(reasonOf(() => readXml(text)));
        expect([undefined, "xml"]).toContain(reasonOf(() => readXml(`<xml>${text}</xml>`)));
      }),
    );
  });
});

describe("the answer to a pressed card", () => {
  it("greys the button, whatever its word", () => {
    const words = "完成 ]]> <b>";
    const reply = buttonReply(
      secrets,
      { corpId: "ww1", userId: "z", replaceName: words, createTime: 1_700_000_000 },
      chance,
    );
    const { xml } = new XMLParser({ parseTagValue: false }).parse(reply);
    const opened = openEnvelope(secrets, {
      encrypted: xml.Encrypt,
      signature: xml.MsgSignature,
      timestamp: xml.TimeStamp,
      nonce: xml.Nonce,
    });
    expect(new XMLParser().parse(opened).xml).toEqual({
      ToUserName: "z",
      FromUserName: "ww1",
      CreateTime: 1_700_000_000,
      MsgType: "update_button",
      Button: { ReplaceName: words },
    });
  });
});
