import { crc32, deflateSync } from "node:zlib";

/** WeCom shows covers of mini-programmes 5 : 4. */
const [WIDTH, HEIGHT] = [520, 416];
const RGB = [0xe8, 0xee, 0xf7];

/** A picture of one calm colour, as PNG: for cards that must have a picture and were given none. */
export const PLAIN_COVER: Uint8Array = plainPicture();

function plainPicture(): Uint8Array {
  const row = Buffer.concat([Buffer.of(0), Buffer.from(Array.from({ length: WIDTH }, () => RGB).flat())]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  // 8 bits each of red, green and blue; not interlaced.
  header.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: HEIGHT }, () => row)));
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
