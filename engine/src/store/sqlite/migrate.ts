import { NewerDataError } from "../errors.js";
import type { Connection } from "./connection.js";
import { APPLICATION_ID } from "./data-format.js";
import { MIGRATIONS } from "./migrations/index.js";

/** The format this build writes: the number of its last migration. */
export const DATA_FORMAT = MIGRATIONS.length;

/**
 * Brings the data forward, one transaction per migration; there is no way back. Two processes may do it at once: the
 * second waits for the first and finds nothing left. Data that grew newer meanwhile is refused with `NewerDataError`.
 */
export function migrate(connection: Connection): void {
  const version = connection.prepare<{ user_version: number }>("PRAGMA user_version");
  const current = () => version.get()?.user_version ?? 0;
  while (current() < DATA_FORMAT) {
    connection.writeNow(() => {
      const from = current();
      const migration = MIGRATIONS[from];
      if (migration === undefined) return;
      connection.exec(migration);
      connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${from + 1}`);
    });
  }
  if (current() > DATA_FORMAT) throw new NewerDataError(current(), DATA_FORMAT);
}
