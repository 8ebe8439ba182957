import type { Connection } from "./connection.js";

/** A number that rises with every write of one concern. `raise` is to be called inside a write. */
export function prepareRevision(connection: Connection, name: "brand" | "flows") {
  const read = connection.prepare<{ value: number }>("SELECT value FROM revisions WHERE name = ?");
  const raise = connection.prepare(
    "INSERT INTO revisions (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1",
  );
  return {
    current: (): number => read.get(name)?.value ?? 0,
    raise: (): void => {
      raise.run(name);
    },
  };
}
