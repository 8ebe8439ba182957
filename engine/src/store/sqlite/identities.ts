import type { Connection } from "./connection.js";

interface Identities {
  resolve(idType: string, value: string): string | undefined;
  /** Binds unless bound; the holder afterwards. To be called inside a write. */
  bind(idType: string, value: string, customerId: string): string;
}

export function prepareIdentities(connection: Connection): Identities {
  const select = connection.prepare<{ id: string }>(
    "SELECT customer_id AS id FROM identities WHERE type = ? AND value = ?",
  );
  const insert = connection.prepare("INSERT INTO identities (type, value, customer_id) VALUES (?, ?, ?)");
  const resolve = (idType: string, value: string) => select.get(idType, value)?.id;
  return {
    resolve,
    bind(idType, value, customerId) {
      const holder = resolve(idType, value);
      if (holder === undefined) insert.run(idType, value, customerId);
      return holder ?? customerId;
    },
  };
}
