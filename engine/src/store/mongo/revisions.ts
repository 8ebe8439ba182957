import type { Data } from "./data.js";
import type { Draft } from "./draft.js";

/** Numbers that rise with every write of one concern. */
type Concern = "brand" | "flows";

export async function readRevision(data: Data, name: Concern): Promise<number> {
  return (await data.read(() => data.connection.first("revisions", { _id: name })))?.value ?? 0;
}

export async function raiseRevision(draft: Draft, name: Concern): Promise<void> {
  await draft.load("revisions", [name]);
  draft.put("revisions", { _id: name, value: (draft.get("revisions", name)?.value ?? 0) + 1 });
}
