import { describe, expect, it } from "vitest";
import { openEnvelope, sealEnvelope } from "./envelope.js";
import { signJsSdk } from "./js-sdk-signature.js";
import { decryptMessage, encryptMessage } from "./message-cipher.js";
import { signMessage } from "./signature.js";

// WeCom's published sample corp. V1, V2 and V5 are the official samples; V3 and V4 were made by two other programs.
const secrets = {
  token: "QDG6eK",
  encodingAesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
  receiveId: "wx5823bf96d3bd56c7",
};
const V2_ENCRYPTED =
  "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==";
const V2_PLAIN = [
  "<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>",
  "<FromUserName><![CDATA[mycreate]]></FromUserName>",
  "<CreateTime>1409659813</CreateTime>",
  "<MsgType><![CDATA[text]]></MsgType>",
  "<Content><![CDATA[hello]]></Content>",
  "<MsgId>4561255354251345929</MsgId>",
  "<AgentID>218</AgentID>",
  "</xml>",
].join("\n");

describe("WeCom's test vectors", () => {
  it("V1: a URL verification is opened", () => {
    const encrypted = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==";
    const signature = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3";
    const sealed = { timestamp: "1409659589", nonce: "263014780", encrypted, signature };
    expect(openEnvelope(secrets, sealed)).toBe("1616140317555161061");
    expect(decryptMessage(secrets.encodingAesKey, encrypted).random.toString()).toBe("c41b64491c2468d0");
  });

  it("V2: a message padded by more than 16 bytes is opened, and sealed again byte for byte", () => {
    const signature = "477715d11cdb4164915debcba66cb864d751f3e6";
    const sealed = { timestamp: "1409659813", nonce: "1372623149", encrypted: V2_ENCRYPTED, signature };
    expect(openEnvelope(secrets, sealed)).toBe(V2_PLAIN);
    const random = Buffer.from("0960688932c47ef1");
    expect(sealEnvelope(secrets, V2_PLAIN, { ...sealed, random })).toEqual(sealed);
  });

  it.each([
    [
      "V3: a message that fills its block gets a whole block of padding",
      "abcdefghijklmnopqrstuvwxyz",
      "sKqRbbiSUnDhFHOvPjtUMZGyoR1r/GzKAbbgquGlaOgIlt+xQAi/JKk90aBApUWQUg5O+k5ZufIRKoqgtkAVwJKF1H3y/sfk7izzwSIp1tYTy01NHOGT9sTJ2jdv5sCT",
      "b7586284a674fcb8f28e5d35b4211b61d9310628",
    ],
    [
      "V4: a Chinese message counts in bytes",
      "<Content>导购任务:回访客户</Content>",
      "sKqRbbiSUnDhFHOvPjtUMeZLFXmnaKBbqGSC9X5FiGhbUF2wdU137/6DOGszamR+gXrH82xUaYIm79RiiwibX6VVnOD6bq1lJNnroyG9n0qiUMnZ/09UVi293jTDXZCs",
      "3a811f910a78326cb6cd941cfa504583d3aa3f88",
    ],
  ])("%s", (_title, message, encrypted, signature) => {
    const random = Buffer.from("0123456789abcdef");
    expect(encryptMessage(secrets.encodingAesKey, { message, receiveId: secrets.receiveId, random })).toBe(encrypted);
    expect(signMessage(secrets.token, { timestamp: "1700000000", nonce: "1", encrypted })).toBe(signature);
    expect(openEnvelope(secrets, { timestamp: "1700000000", nonce: "1", encrypted, signature })).toBe(message);
  });

  it("V5: a page is signed for the JS-SDK, without what follows #", () => {
    const parts = {
      ticket: "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg",
      nonce: "Wm3WZYTPz0wzccnW",
      timestamp: 1414587457,
      url: "http://mp.weixin.qq.com?params=value",
    };
    const signature = "0f9de62fce790f9a083d5c99e95740ceb90c27ed";
    expect(signJsSdk(parts)).toBe(signature);
    expect(signJsSdk({ ...parts, url: `${parts.url}#/tasks?x=1#y` })).toBe(signature);
  });
});
