import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { WecomCryptoError, type WecomCryptoReason } from "./crypto-error.js";
import { type CallbackSecrets, openEnvelope, passiveReplyXml, sealEnvelope } from "./envelope.js";
import { decryptMessage, encryptMessage } from "./message-cipher.js";

const letters = fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
const word = (min: number, max: number) => fc.string({ unit: letters, minLength: min, maxLength: max });
const secretsArbitrary: fc.Arbitrary<CallbackSecrets> = fc.record({
  token: word(1, 32),
  encodingAesKey: word(43, 43),
  receiveId: word(0, 64),
});
const chanceArbitrary = fc.record({
  timestamp: fc.integer({ min: 1, max: 4_000_000_000 }).map(String),
  nonce: word(1, 16),
  random: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes)),
});
const message = fc.string({ unit: "grapheme", maxLength: 400 });

const reasonOf = (act: () => unknown): WecomCryptoReason | undefined => {
  try {
    act();
  } catch (error) {
    if (error instanceof WecomCryptoError) return error.reason;
    throw error;
  }
  return undefined;
};

describe("a sealed message", () => {
  it("is opened again as it was, whatever its text, key and receiver", () => {
    fc.assert(
      fc.property(secretsArbitrary, message, chanceArbitrary, (secrets, text, chance) => {
        expect(openEnvelope(secrets, sealEnvelope(secrets, text, chance))).toBe(text);
      }),
    );
  });

  it("comes through at every length of padding", () => {
    const secrets = { token: "t", encodingAesKey: "a".repeat(43), receiveId: "corp" };
    const chance = { timestamp: "1", nonce: "n", random: Buffer.alloc(16, 7) };
    for (let length = 0; length <= 64; length++) {
      const text = "x".repeat(length);
      expect(openEnvelope(secrets, sealEnvelope(secrets, text, chance))).toBe(text);
    }
  });

  it("is refused when any one bit of it is flipped", () => {
    fc.assert(
      fc.property(secretsArbitrary, message, chanceArbitrary, fc.nat(), (secrets, text, chance, at) => {
        const sealed = sealEnvelope(secrets, text, chance);
        const bytes = Buffer.from(sealed.encrypted, "base64");
        const bit = at % (bytes.length * 8);
        const index = bit >> 3;
        bytes.writeUInt8(bytes.readUInt8(index) ^ (1 << (bit & 7)), index);
        const changed = { ...sealed, encrypted: bytes.toString("base64") };
        expect(reasonOf(() => openEnvelope(secrets, changed))).toBe("signature");
      }),
    );
  });

  it("is refused when its time, nonce, signature or token is another", () => {
    fc.assert(
      fc.property(secretsArbitrary, message, chanceArbitrary, (secrets, text, chance) => {
        const sealed = sealEnvelope(secrets, text, chance);
        // A character that no part holds: "12" + "3" and "1" + "23" are one text to WeCom's signature.
        const others = [
          { ...sealed, timestamp: `${sealed.timestamp}!` },
          { ...sealed, nonce: `${sealed.nonce}!` },
          { ...sealed, signature: sealed.signature.replace(/.$/, (last) => (last === "0" ? "1" : "0")) },
          { ...sealed, signature: "" },
          { ...sealed, signature: sealed.signature.toUpperCase().padEnd(41, "a") },
        ];
        for (const other of others) expect(reasonOf(() => openEnvelope(secrets, other))).toBe("signature");
        expect(reasonOf(() => openEnvelope({ ...secrets, token: `${secrets.token}!` }, sealed))).toBe("signature");
      }),
    );
  });

  it("is refused by another corp, even one whose id begins the same", () => {
    const secrets = { token: "t", encodingAesKey: "k".repeat(43), receiveId: "ww1" };
    const chance = { timestamp: "1", nonce: "n", random: Buffer.alloc(16) };
    const sealed = sealEnvelope(secrets, "hello", chance);
    for (const receiveId of ["ww", "ww12", "", "WW1"]) {
      expect(reasonOf(() => openEnvelope({ ...secrets, receiveId }, sealed))).toBe("receiveId");
    }
  });

  it("is refused with another key, as undecryptable, too short or for somebody else", () => {
    fc.assert(
      fc.property(secretsArbitrary, word(43, 43), message, chanceArbitrary, (secrets, other, text, chance) => {
        fc.pre(!Buffer.from(other, "base64").equals(Buffer.from(secrets.encodingAesKey, "base64")));
        const sealed = sealEnvelope({ ...secrets, receiveId: "corp" }, text, chance);
        const open = () => openEnvelope({ ...secrets, receiveId: "corp", encodingAesKey: other }, sealed);
        expect(["decrypt", "buffer", "receiveId"]).toContain(reasonOf(open));
      }),
    );
  });
});

describe("decryption", () => {
  const key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

  it.each([
    ["not base64 at all", "%%%"],
    ["empty", ""],
    ["base64 of odd length", "abcde"],
  ])("says that a text is %s", (_what, encrypted) => {
    expect(reasonOf(() => decryptMessage(key, encrypted))).toBe("base64");
  });

  it("refuses blocks that are not whole and text that is random", () => {
    expect(reasonOf(() => decryptMessage(key, Buffer.alloc(15).toString("base64")))).toBe("decrypt");
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 320 }), (bytes) => {
        const whole = bytes.subarray(0, bytes.length - (bytes.length % 16));
        const encrypted = Buffer.from(whole).toString("base64");
        expect(["decrypt", "buffer", undefined]).toContain(reasonOf(() => decryptMessage(key, encrypted)));
      }),
    );
  });

  it.each(["", "short", `${"a".repeat(42)}=`, "a".repeat(44), `${"a".repeat(42)}+`])(
    "refuses %j as an EncodingAESKey and says what to do",
    (bad) => {
      expect(reasonOf(() => decryptMessage(bad, "AAAA"))).toBe("aesKey");
      expect(() => decryptMessage(bad, "AAAA")).toThrow("copy it again");
    },
  );

  it("needs 16 random bytes to encrypt", () => {
    const short = { message: "", receiveId: "", random: Buffer.alloc(15) };
    expect(() => encryptMessage(key, short)).toThrow(RangeError);
  });
});

describe("a passive reply", () => {
  it("carries the four fields that open it", () => {
    const secrets = { token: "t", encodingAesKey: "k".repeat(43), receiveId: "ww1" };
    const sealed = sealEnvelope(secrets, "<xml/>", { timestamp: "1700000000", nonce: "n1", random: Buffer.alloc(16) });
    const { xml } = new XMLParser({ parseTagValue: false }).parse(passiveReplyXml(sealed));
    const { Encrypt: encrypted, MsgSignature: signature, TimeStamp: timestamp, Nonce: nonce } = xml;
    expect(openEnvelope(secrets, { encrypted, signature, timestamp, nonce })).toBe("<xml/>");
  });

  it("refuses a nonce that could break out of it", () => {
    expect(() => passiveReplyXml({ encrypted: "", signature: "", timestamp: "1", nonce: "]]>" })).toThrow(RangeError);
  });
});
