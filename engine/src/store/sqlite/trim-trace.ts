import type { ReadSideStore, TracePlace } from "../port.js";
import type { Connection } from "./connection.js";
import { prepareStepForget } from "./trace-steps.js";

interface OldestRow extends TracePlace {
  /** Of an input that is to go. */
  readonly lines: string | null;
}

/**
 * Walks the customers by the index that is there: each look is one seek, so that no index by time has to be paid for with
 * every batch. Of a customer whose oldest input stays, all stay.
 */
export function prepareTraceTrim(connection: Connection): ReadSideStore["trimTrace"] {
  const oldest = connection.prepare<OldestRow>(
    `SELECT customer_id AS customerId, seq, CASE WHEN lines ->> '$[#-1][2]' < ? THEN lines END AS lines FROM trace
     WHERE (customer_id, seq) > (?, ?) ORDER BY customer_id, seq LIMIT 1`,
  );
  const remove = connection.prepare("DELETE FROM trace WHERE customer_id = ? AND seq = ?");
  const forgetSteps = prepareStepForget(connection);
  return async (before, limit, from = { customerId: "", seq: 0 }) =>
    connection.writeSoon(() => {
      let place = from;
      let removed = 0;
      for (let looked = 0; looked < limit; looked++) {
        const row = oldest.get(before, place.customerId, place.seq);
        if (!row) return { removed };
        const { customerId, seq, lines } = row;
        place = { customerId, seq: lines === null ? Number.MAX_SAFE_INTEGER : seq };
        if (lines === null) continue;
        forgetSteps({ customerId, seq, lines: JSON.parse(lines) });
        remove.run(customerId, seq);
        removed += 1;
      }
      return { removed, next: place };
    });
}
