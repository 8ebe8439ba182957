import { Connection } from "../mongo/connection.js";
import { noteLastSeq } from "../mongo/log-head.js";
import { openMongoStore } from "../mongo/open-mongo-store.js";
import { PAGE, type RowStore } from "./row-store.js";
import { fromDocument, type TableName, toDocument } from "./tables.js";

/** Takes the database for itself and brings it up to date, as for the product. */
export async function openMongoRows(url: string): Promise<RowStore> {
  const store = await openMongoStore({ url });
  const connection = await Connection.open({ url });
  return {
    place: connection.place,
    count: (name) => connection.count(name, {}),
    pages: (name) => pages(connection, name),
    add: (name, rows) => connection.apply({ name, put: rows.map((row) => toDocument(name, row)), remove: [] }),
    async clear(name) {
      await connection.removeWhere(name, {});
    },
    forgetFact: (key) => connection.apply({ name: "facts", put: [], remove: [key] }),
    lastSeq: () => store.log.lastSeq(),
    noteLastSeq: (seq) => noteLastSeq(connection, seq),
    async close() {
      await connection.close();
      await store.close();
    },
  };
}

async function* pages(connection: Connection, name: TableName) {
  for await (const page of connection.pages(name, PAGE)) yield page.map((document) => fromDocument(name, document));
}
