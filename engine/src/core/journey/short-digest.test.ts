import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shortDigest } from "./short-digest.js";

const hexOf = (words: Int32Array) => [...words].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");

test("ids are SHA-256, whatever the text is and however long", () => {
  const unit = fc.constantFrom("grapheme", "binary") as fc.Arbitrary<"grapheme" | "binary">; // binary: lone surrogates too
  const text = unit.chain((kind) => fc.string({ unit: kind, maxLength: 300 }));
  fc.assert(
    fc.property(text, (value) => {
      expect(hexOf(shortDigest(value))).toBe(bytesToHex(sha256(utf8ToBytes(value))));
    }),
    { numRuns: 300 },
  );
});

test("ids are SHA-256 at every length around the end of a block", () => {
  for (let length = 0; length <= 200; length++) {
    const value = "x".repeat(length);
    expect(hexOf(shortDigest(value))).toBe(bytesToHex(sha256(utf8ToBytes(value))));
  }
});
