import type { ScheduleRow, ScheduleStore } from "../port.js";
import type { Connection } from "./connection.js";

/** To be called inside a write. */
export function prepareScheduleWrite(connection: Connection): (row: ScheduleRow) => void {
  const upsert = connection.prepare(
    "INSERT INTO schedules (id, doc) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc",
  );
  const remove = connection.prepare("DELETE FROM schedules WHERE id = ?");
  return (row) => {
    if (row.deleted) remove.run(row.id);
    else upsert.run(row.id, JSON.stringify(row));
  };
}

export function createSchedules(connection: Connection): ScheduleStore {
  const list = connection.prepare<{ doc: string }>("SELECT doc FROM schedules ORDER BY id");
  const write = prepareScheduleWrite(connection);
  return {
    list: async () => list.all().map(({ doc }) => JSON.parse(doc)),
    save: async (rows) => connection.write(() => rows.forEach(write)),
  };
}
