import { DEMO_SIM } from "@sopflow/engine";
import { MAIN_CONNECTION, sealEnvelope } from "@sopflow/engine/wecom";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWecomApi, type WecomApi } from "../../../api/src/wecom-api.testkit.js";
import { holds } from "./hold.js";
import { hostileText } from "./hostile-values.js";

const SECRETS = { token: DEMO_SIM.token, encodingAesKey: DEMO_SIM.encodingAesKey, receiveId: DEMO_SIM.corpid };
const FIELDS = [
  "ToUserName",
  "FromUserName",
  "CreateTime",
  "MsgType",
  "Event",
  "ChangeType",
  "UserID",
  "ExternalUserID",
];
const MORE_FIELDS = ["State", "WelcomeCode", "Source", "FailReason", "TaskId", "EventKey", "ResponseCode", "AgentID"];
const EVENTS = [
  "event",
  "change_external_contact",
  "add_external_contact",
  "del_follow_user",
  "template_card_event",
  "text",
];

let world: WecomApi;
beforeAll(async () => {
  world = await startWecomApi();
  await world.connect();
});
afterAll(() => world.close());

const addressOf = (query: Readonly<Record<string, string>>) => `/wecom/callback?${new URLSearchParams(query)}`;
const post = (url: string, payload: string) =>
  world.api.app.inject({ method: "POST", url, payload, headers: { "content-type": "text/xml" } });

let nonce = 0;
/** As WeCom sends it: encrypted and signed. */
function sealed(xml: string): { query: Record<string, string>; body: string } {
  nonce += 1;
  const chance = { timestamp: "1780279200", nonce: `n${nonce}`, random: Buffer.alloc(16, nonce % 256) };
  const { encrypted, signature, timestamp } = sealEnvelope(SECRETS, xml, chance);
  const body = `<xml><ToUserName>${DEMO_SIM.corpid}</ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return { query: { msg_signature: signature, timestamp, nonce: chance.nonce }, body };
}

async function takeSealed(xml: string) {
  const { query, body } = sealed(xml);
  return post(addressOf(query), body);
}

const friend = (id: string, userId: string) =>
  `<xml><ToUserName>${DEMO_SIM.corpid}</ToUserName><FromUserName>sys</FromUserName><CreateTime>1780279200</CreateTime>` +
  `<MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>del_follow_user</ChangeType>` +
  `<UserID>${userId}</UserID><ExternalUserID>${id}</ExternalUserID></xml>`;

/** XML with WeCom's fields and anything in them, well formed or not. */
const xml = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom(...FIELDS, ...MORE_FIELDS),
        fc.constantFrom("__proto__", "constructor", "toString", "Item", "a:b", "1x"),
      ),
      fc.oneof(fc.constantFrom(...EVENTS), hostileText, fc.constant("<a><b>1</b></a>"), fc.constant("x".repeat(5_000))),
      fc.constantFrom("plain", "cdata", "open"),
    ),
    { maxLength: 10 },
  )
  .map((fields) => {
    const parts = fields.map(([name, text, kind]) => {
      if (kind === "open") return `<${name}>${text}`;
      return kind === "cdata" ? `<${name}><![CDATA[${text}]]></${name}>` : `<${name}>${text}</${name}>`;
    });
    return `<xml>${parts.join("")}</xml>`;
  });

const nested = (levels: number) => `<xml>${"<a>".repeat(levels)}1${"</a>".repeat(levels)}</xml>`;
const BOMBS: readonly (readonly [string, string])[] = [
  [
    "entities in entities",
    `<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>`,
  ],
  ["an entity of a file", `<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Encrypt>&a;</Encrypt></xml>`],
  ["an instruction", `<?xml-stylesheet href="x"?><xml><Encrypt>1</Encrypt></xml>`],
  ["a hundred thousand levels", nested(100_000)],
  ["ten thousand levels", nested(10_000)],
  ["a hundred thousand open tags", `<xml>${"<a>".repeat(100_000)}`],
  ["many fields", `<xml>${"<Item>1</Item>".repeat(50_000)}</xml>`],
  ["a megabyte of text", `<xml><Encrypt>${"x".repeat(1_000_000)}</Encrypt></xml>`],
  ["more than a megabyte", `<xml><Encrypt>${"x".repeat(2_000_000)}</Encrypt></xml>`],
  ["CDATA that never ends", `<xml><Encrypt><![CDATA[${"]]".repeat(20_000)}`],
  ["fields of a prototype", "<xml><__proto__><polluted>1</polluted></__proto__><constructor>1</constructor></xml>"],
];

describe("callbacks of WeCom", () => {
  it("a good one is taken", async () => {
    const { statusCode } = await takeSealed(friend("wm_good", "a1"));
    expect(statusCode).toBe(200);
  });

  it.each(BOMBS)("XML with %s is refused without a reason, unsigned or signed", async (_, bomb) => {
    const { query } = sealed(friend("wm1", "a1"));
    expect([403, 413]).toContain((await post(addressOf(query), bomb)).statusCode);
    if (Buffer.byteLength(bomb) < 500_000) expect([200, 403, 413]).toContain((await takeSealed(bomb)).statusCode);
    expect({}).not.toHaveProperty("polluted");
  });

  holds(
    "unsigned ones are all refused, whatever they say",
    fc.tuple(
      fc.oneof(xml, hostileText),
      fc.array(fc.tuple(fc.constantFrom("msg_signature", "timestamp", "nonce", "echostr", "a"), hostileText), {
        maxLength: 5,
      }),
    ),
    { seed: 51, runs: 300 },
    async ([body, query]) => {
      const url = addressOf(
        Object.fromEntries(query.map(([key, text]) => [key, text.replace(/\p{Surrogate}/gu, "?")])),
      );
      const taken = await post(url, body);
      expect([taken.statusCode, taken.body]).toEqual([403, ""]);
      const verified = await world.api.app.inject({ method: "GET", url });
      expect([verified.statusCode, verified.body]).toEqual([403, ""]);
    },
  );

  holds(
    "a good one that was changed on its way is refused",
    fc.tuple(fc.nat(2_000), fc.constantFrom("body", "signature", "nonce", "timestamp")),
    { seed: 52, runs: 150 },
    async ([at, where]) => {
      const { query, body } = sealed(friend("wm2", "a1"));
      const name = where === "signature" ? "msg_signature" : where;
      const flip = (text: string) =>
        `${text.slice(0, at % text.length)}${text[at % text.length] === "A" ? "B" : "A"}${text.slice((at % text.length) + 1)}`;
      const start = body.indexOf("CDATA[") + 6;
      const changed =
        where === "body"
          ? body.slice(0, start) + flip(body.slice(start, body.indexOf("]]>"))) + body.slice(body.indexOf("]]>"))
          : body;
      const { statusCode } = await post(
        addressOf(where === "body" ? query : { ...query, [name]: flip(query[name] ?? "") }),
        changed,
      );
      expect(statusCode).toBe(403);
    },
  );

  holds(
    "signed ones with anything in their fields are taken or refused, and the engine digests what they bring",
    xml,
    { seed: 53, runs: 300 },
    async (content) => {
      const { statusCode, body } = await takeSealed(content.replace(/\p{Surrogate}/gu, "?"));
      expect([200, 403], body).toContain(statusCode);
      await world.api.wecom.serviceOf(MAIN_CONNECTION)?.runDue();
      await world.api.engine.runUntilIdle();
      expect(await world.api.engine.health()).toMatchObject({ backlog: 0 });
    },
  );
});
