import type { Task, TaskState } from "@sopflow/schemas";
import { takesCapacity } from "../../core/journey/advisor-room.js";
import type { TaskQuery, TaskStore } from "../port.js";
import type { Query } from "./connection.js";
import type { Data } from "./data.js";

/** Matches texts only: never tasks without an advisor. */
const SOMEBODY = { $gte: "" };

export function createTasks(data: Data): TaskStore {
  const { connection } = data;
  return {
    query: (query) =>
      data.read(async () => {
        const filter = toFilter(query);
        const direction = query.latestFirst ? -1 : 1;
        const sort = { dueAt: direction, _id: direction } as const;
        const { limit, after } = query;
        if (after === undefined) return (await connection.find("tasks", filter, { sort, limit })).map(toTask);
        const place = await connection.first("tasks", { _id: after });
        if (!place) return [];
        const beyond = query.latestFirst ? "$lt" : "$gt";
        const behind = {
          $or: [{ dueAt: { [beyond]: place.dueAt } }, { dueAt: place.dueAt, _id: { [beyond]: after } }],
        };
        return (await connection.find("tasks", { $and: [filter, behind] }, { sort, limit })).map(toTask);
      }),
    async get(id) {
      const row = await data.read(() => connection.first("tasks", { _id: id }));
      return row && toTask(row);
    },
    load: async (ids) => (await data.read(() => connection.byIds("tasks", [...new Set(ids)]))).map(toTask),
    async loads(since) {
      type Key = { advisorId: string };
      const [open, issued] = await data.read(() =>
        Promise.all([
          connection.countBy<Key>("tasks", { state: "open", advisorId: SOMEBODY }, ["advisorId"]),
          connection.countBy<Key>("tasks", { issuedAt: { $gte: since }, advisorId: SOMEBODY }, ["advisorId"]),
        ]),
      );
      const loads = new Map(open.map(({ key, count }) => [key.advisorId, { open: count, issued: 0 }]));
      for (const { key, count } of issued) {
        loads.set(key.advisorId, { open: loads.get(key.advisorId)?.open ?? 0, issued: count });
      }
      return loads;
    },
    async issuedByHour(since, step) {
      const counts = new Map<string, { flowId: string; nodeId: string; hour: number; count: number }>();
      for (const { doc } of await data.read(() => connection.find("tasks", { issuedAt: { $gte: since }, ...step }))) {
        const { flowId, nodeId, issuedAt }: Task = JSON.parse(doc);
        const hour = Math.floor(issuedAt / 3_600_000);
        const key = `${flowId}/${nodeId}/${hour}`;
        counts.set(key, { flowId, nodeId, hour, count: (counts.get(key)?.count ?? 0) + 1 });
      }
      return [...counts.values()];
    },
    async proactive(since) {
      const filter = { issuedAt: { $gte: since }, advisorId: SOMEBODY };
      const counts = new Map<string, number>();
      for (const task of (await data.read(() => connection.find("tasks", filter))).map(toTask)) {
        if (task.advisorId === undefined || task.state === "withdrawn" || !takesCapacity(task)) continue;
        counts.set(task.advisorId, (counts.get(task.advisorId) ?? 0) + 1);
      }
      return counts;
    },
    async countByNode(flowId) {
      type Key = { nodeId: string; state: TaskState };
      const groups = await data.read(() => connection.countBy<Key>("tasks", { flowId }, ["nodeId", "state"]));
      return groups.map(({ key: { nodeId, state }, count }) => ({ nodeId, state, count }));
    },
    count: (query) => data.read(() => connection.count("tasks", toFilter(query))),
  };
}

function toTask({ doc }: { readonly doc: string }): Task {
  return JSON.parse(doc);
}

function toFilter(query: Omit<TaskQuery, "limit" | "after">): Query {
  const { advisorId, customerId, flowId, nodeId, states, dueFrom, dueBefore, closedFrom, closedBefore } = query;
  const dueAt = {
    ...(dueFrom === undefined ? {} : { $gte: dueFrom }),
    ...(dueBefore === undefined ? {} : { $lt: dueBefore }),
  };
  const closedAt = {
    ...(closedFrom === undefined ? {} : { $gte: closedFrom }),
    // From the beginning of time on: without a lower end, FerretDB counts in those that have no such field.
    ...(closedBefore === undefined ? {} : { ...(closedFrom === undefined ? { $gte: 0 } : {}), $lt: closedBefore }),
  };
  return {
    ...(advisorId === undefined ? {} : { advisorId }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(flowId === undefined ? {} : { flowId }),
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(states === undefined ? {} : { state: { $in: states } }),
    ...(Object.keys(dueAt).length === 0 ? {} : { dueAt }),
    ...(Object.keys(closedAt).length === 0 ? {} : { closedAt }),
  };
}
