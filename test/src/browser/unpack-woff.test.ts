import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { unpackWoff } from "./unpack-woff.js";

const font = createRequire(import.meta.url).resolve(
  "@fontsource/noto-sans-sc/files/noto-sans-sc-latin-400-normal.woff",
);

describe("unpacking a font", () => {
  it("keeps every table whole: each has the checksum that its directory tells", () => {
    const unpacked = unpackWoff(readFileSync(font));
    const tables = unpacked.readUInt16BE(4);
    expect(tables).toBeGreaterThan(8);
    for (let i = 0; i < tables; i++) {
      const entry = 12 + 16 * i;
      const tag = unpacked.toString("latin1", entry, entry + 4);
      const start = unpacked.readUInt32BE(entry + 8);
      const size = unpacked.readUInt32BE(entry + 12);
      let sum = 0;
      for (let at = start; at < start + Math.ceil(size / 4) * 4; at += 4) sum = (sum + unpacked.readUInt32BE(at)) >>> 0;
      // The head table's own sum leaves out the file's, which it holds.
      if (tag === "head") sum = (sum - unpacked.readUInt32BE(start + 8)) >>> 0;
      expect({ tag, sum }).toEqual({ tag, sum: unpacked.readUInt32BE(entry + 4) });
    }
  });

  it("refuses another kind of file", () => {
    expect(() => unpackWoff(Buffer.from("wOF2 and more of it"))).toThrow("not a WOFF 1.0 file");
  });
});
