/**
 * SHA-256 of short texts, as 32-bit words. A step makes an id for every entry and task, and a library that serves every
 * length and platform takes several times as long for one or two blocks; `short-digest.test.ts` compares the two.
 */
const BLOCK_BYTES = 64;
const ROUNDS = 64;

/** First 32 bits of the fractional part of a root, as FIPS 180-4 defines its constants. */
const fractionBits = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;

const PRIMES = Array.from({ length: 312 }, (_, n) => n).filter(isPrime);
function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return n > 1;
}

const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fractionBits(Math.sqrt(prime)));
const CONSTANTS = Int32Array.from(PRIMES.slice(0, ROUNDS), (prime) => fractionBits(Math.cbrt(prime)));

// One call at a time uses these and leaves nothing in them that the next one reads.
const schedule = new Int32Array(ROUNDS);
const state = new Int32Array(START.length);
let bytes = new Uint8Array(4 * BLOCK_BYTES);

/** Digest of a text's UTF-8 bytes: eight words, valid until the next call. A lone surrogate counts as U+FFFD. */
export function shortDigest(text: string): Int32Array {
  const most = text.length * 3 + BLOCK_BYTES + 9;
  if (bytes.length < most) bytes = new Uint8Array(2 * most);
  const blocks = pad(writeUtf8(text));
  state.set(START);
  for (let block = 0; block < blocks; block++) compress(block * BLOCK_BYTES);
  return state;
}

function writeUtf8(text: string): number {
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      bytes[end++] = code;
      continue;
    }
    if (code >= 0xd800 && code < 0xe000) {
      code = text.codePointAt(i) ?? 0;
      if (code < 0x10000) code = 0xfffd;
      else i += 1;
    }
    if (code < 0x800) bytes[end++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) bytes[end++] = 0xe0 | (code >> 12);
      else {
        bytes[end++] = 0xf0 | (code >> 18);
        bytes[end++] = 0x80 | ((code >> 12) & 0x3f);
      }
      bytes[end++] = 0x80 | ((code >> 6) & 0x3f);
    }
    bytes[end++] = 0x80 | (code & 0x3f);
  }
  return end;
}

/** Appends the end mark and the length; how many blocks that makes. */
function pad(length: number): number {
  const blocks = Math.ceil((length + 9) / BLOCK_BYTES);
  const end = blocks * BLOCK_BYTES;
  bytes[length] = 0x80;
  bytes.fill(0, length + 1, end - 4);
  const bits = length * 8;
  for (let i = 0; i < 4; i++) bytes[end - 1 - i] = bits >>> (8 * i);
  return blocks;
}

function compress(from: number): void {
  const w = schedule;
  for (let i = 0; i < 16; i++) {
    const at = from + 4 * i;
    w[i] = (byteAt(at) << 24) | (byteAt(at + 1) << 16) | (byteAt(at + 2) << 8) | byteAt(at + 3);
  }
  for (let i = 16; i < ROUNDS; i++) {
    const x = w[i - 15] ?? 0;
    const y = w[i - 2] ?? 0;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = ((w[i - 16] ?? 0) + s0 + (w[i - 7] ?? 0) + s1) | 0;
  }
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let i = 0; i < ROUNDS; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (CONSTANTS[i] ?? 0) + (w[i] ?? 0)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  addTo(0, a);
  addTo(1, b);
  addTo(2, c);
  addTo(3, d);
  addTo(4, e);
  addTo(5, f);
  addTo(6, g);
  addTo(7, h);
}

function addTo(word: number, sum: number): void {
  state[word] = (state[word] ?? 0) + sum;
}

const byteAt = (at: number): number => bytes[at] ?? 0;
