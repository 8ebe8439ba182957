import { inflateSync } from "node:zlib";

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/** A WOFF 1.0 file as the plain TrueType or OpenType file it was made from: Chromium takes no other from the system. */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a WOFF 1.0 file");
  const tables = woff.readUInt16BE(12);
  const font = Buffer.alloc(woff.readUInt32BE(16));
  const power = Math.floor(Math.log2(tables));
  woff.copy(font, 0, 4, 8); // flavour
  font.writeUInt16BE(tables, 4);
  font.writeUInt16BE(SFNT_ENTRY * 2 ** power, 6);
  font.writeUInt16BE(power, 8);
  font.writeUInt16BE(SFNT_ENTRY * (tables - 2 ** power), 10);
  let at = SFNT_HEADER + SFNT_ENTRY * tables;
  for (let i = 0; i < tables; i++) {
    const from = WOFF_HEADER + WOFF_ENTRY * i;
    const to = SFNT_HEADER + SFNT_ENTRY * i;
    const start = woff.readUInt32BE(from + 4);
    const packed = woff.readUInt32BE(from + 8);
    const size = woff.readUInt32BE(from + 12);
    const table = woff.subarray(start, start + packed);
    woff.copy(font, to, from, from + 4); // tag
    woff.copy(font, to + 4, from + 16, from + 20); // checksum
    font.writeUInt32BE(at, to + 8);
    font.writeUInt32BE(size, to + 12);
    (packed < size ? inflateSync(table) : table).copy(font, at);
    at += Math.ceil(size / 4) * 4;
  }
  return font;
}
