import { type Connection, openConnection, type SqlValue } from "../sqlite/connection.js";
import { openSqliteStore } from "../sqlite/open-sqlite-store.js";
import { prepareStepWrite } from "../sqlite/trace-steps.js";
import { PAGE, type RowStore } from "./row-store.js";
import { type Cell, type CopyRow, TABLES, type Table, type TableName } from "./tables.js";

/** Takes the data file for itself and brings it up to date, as for the product. */
export async function openSqliteRows(file: string): Promise<RowStore> {
  const store = openSqliteStore({ file });
  const connection = openConnection(file);
  const writeSteps = prepareStepWrite(connection);
  /** Steps are found again in the lines, so that they need not be copied. */
  const noteSteps = ({ customerId, seq, lines }: CopyRow): void =>
    writeSteps({ customerId: String(customerId), seq: Number(seq), lines: JSON.parse(String(lines)) });
  return {
    place: file,
    count: async (name) => connection.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table(name)}`).get()?.n ?? 0,
    pages: (name) => pages(connection, TABLES[name]),
    async add(name, rows) {
      connection.writeNow(() => {
        add(connection, TABLES[name], rows);
        if (name === "trace") rows.forEach(noteSteps);
      });
    },
    async clear(name) {
      connection.exec(`DELETE FROM ${table(name)}`);
      if (name === "trace") connection.exec("DELETE FROM trace_steps");
    },
    async forgetFact(key) {
      connection.writeNow(() => connection.prepare("DELETE FROM meta WHERE key = ?").run(key));
    },
    lastSeq: () => store.log.lastSeq(),
    async noteLastSeq(seq) {
      connection.writeNow(() => {
        connection.prepare("DELETE FROM sqlite_sequence WHERE name = 'log'").run();
        connection.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('log', ?)").run(seq);
      });
    },
    async close() {
      connection.close();
      await store.close();
    },
  };
}

const table = (name: TableName) => TABLES[name].table;
const quoted = (column: string) => `"${column}"`;

async function* pages(connection: Connection, { table: from, columns, key }: Table): AsyncGenerator<CopyRow[]> {
  const fields = Object.keys(columns);
  const keyColumns = key.map((field) => quoted(columns[field] ?? field)).join(", ");
  const list = fields.map((field) => `${quoted(columns[field] ?? field)} AS ${quoted(field)}`).join(", ");
  const behind = `WHERE (${keyColumns}) > (${key.map(() => "?").join(", ")})`;
  const first = connection.prepare<Record<string, Cell | null>>(
    `SELECT ${list} FROM ${from} ORDER BY ${keyColumns} LIMIT ${PAGE}`,
  );
  const next = connection.prepare<Record<string, Cell | null>>(
    `SELECT ${list} FROM ${from} ${behind} ORDER BY ${keyColumns} LIMIT ${PAGE}`,
  );
  let rows = first.all();
  while (rows.length > 0) {
    const last = rows.at(-1);
    yield rows.map(withoutNulls);
    rows = next.all(...key.map((field) => last?.[field] ?? null));
  }
}

function withoutNulls(row: Readonly<Record<string, Cell | null>>): CopyRow {
  const filled: Record<string, Cell> = {};
  for (const [field, value] of Object.entries(row)) if (value !== null) filled[field] = value;
  return filled;
}

function add(connection: Connection, { table: into, columns }: Table, rows: readonly CopyRow[]): void {
  const fields = Object.keys(columns);
  const list = fields.map((field) => quoted(columns[field] ?? field)).join(", ");
  const insert = connection.prepare(
    `INSERT OR REPLACE INTO ${into} (${list}) VALUES (${fields.map(() => "?").join(", ")})`,
  );
  for (const row of rows) insert.run(...fields.map((field): SqlValue => row[field] ?? null));
}
