import type { ScheduleRow, ScheduleStore } from "../port.js";
import type { Data } from "./data.js";
import type { Draft } from "./draft.js";

export function writeSchedule(draft: Draft, row: ScheduleRow): void {
  if (row.deleted) draft.remove("schedules", row.id);
  else draft.put("schedules", { _id: row.id, doc: JSON.stringify(row) });
}

export function createSchedules(data: Data): ScheduleStore {
  return {
    async list() {
      const rows = await data.read(() => data.connection.find("schedules", {}, { sort: { _id: 1 } }));
      return rows.map(({ doc }) => JSON.parse(doc));
    },
    async save(rows) {
      await data.write(async (draft) => {
        for (const row of rows) writeSchedule(draft, row);
      });
    },
  };
}
