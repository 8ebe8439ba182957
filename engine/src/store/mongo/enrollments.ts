import type { EnrollmentRow, ReadSideStore } from "../port.js";
import type { Connection, Query } from "./connection.js";
import type { Data } from "./data.js";
import { type Documents, keyOf } from "./documents.js";
import type { Draft } from "./draft.js";
import { META } from "./lease.js";

type Stored = Documents["enrollments"];
type EnrollmentReads = Pick<ReadSideStore, "standing" | "enrollments" | "countEnrollments" | "rebuildEnrollments">;

/** States of people who stand somewhere. */
export const STANDING = ["waiting", "active", "closing"] as const;

export function writeEnrollment(draft: Draft, row: EnrollmentRow): void {
  draft.put("enrollments", toStored(row));
}

export function createEnrollmentReads(data: Data): EnrollmentReads {
  const { connection } = data;
  return {
    async standing(flowId) {
      type Place = { version: number; nodeId: string; state: (typeof STANDING)[number] };
      const filter = { flowId, state: { $in: STANDING } };
      const groups = await data.read(() =>
        connection.countBy<Place>("enrollments", filter, ["version", "nodeId", "state"]),
      );
      return groups
        .map(({ key: { version, nodeId, state }, count }) => ({ version, nodeId, state, count }))
        .sort((a, b) => a.version - b.version || compare(a.nodeId, b.nodeId) || compare(a.state, b.state));
    },
    async enrollments({ limit, after, ...query }) {
      const filter = {
        ...toFilter(query),
        ...(after === undefined
          ? {}
          : {
              $or: [{ customerId: { $gt: after.customerId } }, { customerId: after.customerId, id: { $gt: after.id } }],
            }),
      };
      const sort = { customerId: 1, id: 1 } as const;
      return (await data.read(() => connection.find("enrollments", filter, { sort, limit }))).map(toRow);
    },
    countEnrollments: (query) => data.read(() => connection.count("enrollments", toFilter(query))),
    rebuildEnrollments: (rows) => rebuild(data, rows),
  };
}

function toFilter({ flowId, version, nodeId, state }: Parameters<ReadSideStore["countEnrollments"]>[0]): Query {
  return {
    flowId,
    ...(version === undefined ? {} : { version }),
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(state === undefined ? {} : { state }),
  };
}

/** Documents taken in one write while the second collection is filled. */
const CHUNK = 2_000;
const REBUILT = "enrollments rebuilt";

/** Fills a second collection, notes that it is whole (the point of no return), and copies it over the first. */
async function rebuild(data: Data, rows: AsyncIterable<EnrollmentRow>): Promise<void> {
  const { connection } = data;
  await data.alone(() => connection.removeWhere("enrollmentsNext", {}));
  const flush = (put: readonly Stored[]) =>
    data.alone(() => connection.apply({ name: "enrollmentsNext", put, remove: [] }));
  let chunk: Stored[] = [];
  for await (const row of rows) {
    chunk.push(toStored(row));
    if (chunk.length < CHUNK) continue;
    await flush(chunk);
    chunk = [];
  }
  await flush(chunk);
  await data.alone(async () => {
    await connection.insert(META, { _id: REBUILT });
    await finishRebuild(connection);
  });
}

/** The second half of a rebuild, when its first is whole; repeating it changes nothing. */
export async function finishRebuild(connection: Connection): Promise<void> {
  const noted = await connection.findAny(META, { _id: REBUILT });
  if (noted.length === 0) return;
  await connection.removeWhere("enrollments", {});
  for await (const put of connection.pages("enrollmentsNext", CHUNK)) {
    await connection.apply({ name: "enrollments", put, remove: [] });
  }
  await connection.removeWhere(META, { _id: REBUILT });
  await connection.removeWhere("enrollmentsNext", {});
}

function toStored(row: EnrollmentRow): Stored {
  const { id, customerId, flowId, version, nodeId, state, enteredAt, since, reason } = row;
  return { _id: keyOf(customerId, id), id, customerId, flowId, version, nodeId, state, enteredAt, since, reason };
}

function toRow({ _id, reason, ...row }: Stored): EnrollmentRow {
  return reason == null ? row : { ...row, reason };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
