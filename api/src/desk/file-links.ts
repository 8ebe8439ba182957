import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { type Store, typedRecords } from "@sopflow/engine";
import { z } from "zod";

const DAY_MS = 24 * 3_600_000;
/** Customers open what was sent to them weeks later, too. */
const LINK_LIFE_MS = 90 * DAY_MS;
const OWN_FILE = /^\/files\/([0-9a-f]{32}\.[a-z0-9]{1,5})$/;
const KEY_BYTES = 32;
const SIGNATURE = /^[A-Za-z0-9_-]{43}$/;

const keySchema = z.object({ key: z.string() });

/**
 * Addresses by which WeCom and customers open one file of the library without signing in. Each names its file and its
 * last day, and is signed with a key that never leaves the server: it opens nothing else, and nothing after that day.
 */
export function createFileLinks({ records }: Pick<Store, "records">, now: () => number) {
  const keys = typedRecords(records, "desk.file_link_key", keySchema);
  let kept: Promise<string> | undefined;

  async function loadKey(): Promise<string> {
    const made = { key: randomBytes(KEY_BYTES).toString("base64url") };
    // Whoever comes first makes it; the others read what was made.
    await keys.put({ id: "current", doc: made, expected: 0 });
    return (await keys.get("current"))?.doc.key ?? made.key;
  }
  const key = (): Promise<string> => {
    kept ??= loadKey().catch((error) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
  const sign = async (file: string, until: number): Promise<Buffer> =>
    createHmac("sha256", await key())
      .update(`${file}\n${until}`)
      .digest();

  return {
    /** The path by which anybody opens a file of ours (`/files/…`); undefined for any other address. */
    async share(url: string): Promise<string | undefined> {
      const [, file] = OWN_FILE.exec(url) ?? [];
      if (file === undefined) return undefined;
      // Of whole days: the same file has the same address all day.
      const until = Math.ceil((now() + LINK_LIFE_MS) / DAY_MS) * DAY_MS;
      const signature = (await sign(file, until)).toString("base64url");
      return `/shared/files/${file}?until=${until}&sign=${signature}`;
    },

    /** Whether a link is ours, for this file, and has not run out. */
    async isGood(file: string, until: number, signature: string): Promise<boolean> {
      if (until <= now() || !SIGNATURE.test(signature)) return false;
      return timingSafeEqual(await sign(file, until), Buffer.from(signature, "base64url"));
    },
  };
}

export type FileLinks = ReturnType<typeof createFileLinks>;
