import type { FlowStore, FlowVersion, PublishedVersions } from "../port.js";
import type { Data } from "./data.js";
import { type Documents, keyOf } from "./documents.js";
import { STANDING } from "./enrollments.js";

type Stored = Documents["flowVersions"];

export const versionKey = (flowId: string, version: number): string => keyOf(flowId, version);

export function createVersionReads(data: Data): Pick<FlowStore, "versions" | "version" | "published"> {
  const { connection } = data;
  const versionsOf = (flowId: string) => connection.find("flowVersions", { flowId }, { sort: { version: 1 } });
  /** One seek in the index of those who stand somewhere. */
  const hasPeople = async ({ flowId, version }: Stored) =>
    (await connection.first("enrollments", { flowId, version, state: { $in: STANDING } })) !== undefined;
  return {
    versions: async (flowId) => (await data.read(() => versionsOf(flowId))).map(toVersion),
    async version(flowId, version) {
      const row = await data.read(() => connection.first("flowVersions", { _id: versionKey(flowId, version) }));
      return row && toVersion(row);
    },
    published: () =>
      data.read(async () => {
        const flows: PublishedVersions[] = [];
        for (const { _id, state, publishedVersion, turn: text } of await connection.find(
          "flows",
          {},
          { sort: { _id: 1 } },
        )) {
          if (publishedVersion == null || state === "draft") continue;
          const stored = await versionsOf(_id);
          const isNeeded = await Promise.all(
            stored.map(
              async (row) => (state !== "archived" && row.version === publishedVersion) || (await hasPeople(row)),
            ),
          );
          const versions = stored.filter((_, index) => isNeeded[index]).map(toVersion);
          const turn = text == null ? {} : { turn: JSON.parse(text) };
          if (versions.length > 0) flows.push({ state, newest: publishedVersion, versions, ...turn });
        }
        return flows;
      }),
  };
}

function toVersion({ flowId, version, flow, compiled, publishedAt, publishedBy, inside }: Stored): FlowVersion {
  const stored = { flowId, version, flow: JSON.parse(flow), compiled: JSON.parse(compiled), publishedAt, publishedBy };
  return inside == null ? stored : { ...stored, inside: JSON.parse(inside) };
}
