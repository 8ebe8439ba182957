import type { Store } from "@sopflow/engine";
import { typedRecords } from "@sopflow/engine";
import { z } from "zod";
import { newToken } from "../access/tokens.js";

/** A visit to WeCom's sign-in page takes no longer. */
const STATE_LIFE_MS = 10 * 60_000;

const stateSchema = z.object({ until: z.int(), connection: z.string().default("main") });

/**
 * States of OAuth: made for one browser, used once. The browser holds the same value in a cookie, so that nobody can be
 * made to sign in with somebody else's code.
 */
export function createSignInStates({ records }: Pick<Store, "records">) {
  const states = typedRecords(records, "wecom.sign_in_state", stateSchema);
  return {
    /** `connection`: through which one signs in. */
    async make(now: number, connection: string): Promise<string> {
      for (const { id } of await states.due(now, 100)) await states.put({ id });
      // WeCom takes letters and digits, at most 128.
      const id = newToken()
        .replace(/[^A-Za-z0-9]/g, "")
        .slice(0, 64);
      const until = now + STATE_LIFE_MS;
      await states.put({ id, doc: { until, connection }, dueAt: until });
      return id;
    },
    /** Its connection, once, for a state of ours that has not expired. */
    async use(id: string, now: number): Promise<string | undefined> {
      const row = await states.get(id);
      if (!row) return undefined;
      const isOurs = await states.put({ id, expected: row.revision });
      return isOurs && row.doc.until > now ? row.doc.connection : undefined;
    },
  };
}
