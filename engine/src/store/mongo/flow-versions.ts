import type { FlowState } from "../../core/flow/program.js";
import type { FlowStore, FlowVersion } from "../port.js";
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
        const flows: { state: FlowState; newest: number; versions: FlowVersion[] }[] = [];
        for (const { _id, state, publishedVersion } of await connection.find("flows", {}, { sort: { _id: 1 } })) {
          if (publishedVersion == null || state === "draft") continue;
          const stored = await versionsOf(_id);
          const isNeeded = await Promise.all(
            stored.map(
              async (row) => (state !== "archived" && row.version === publishedVersion) || (await hasPeople(row)),
            ),
          );
          const versions = stored.filter((_, index) => isNeeded[index]).map(toVersion);
          if (versions.length > 0) flows.push({ state, newest: publishedVersion, versions });
        }
        return flows;
      }),
  };
}

function toVersion({ flowId, version, flow, compiled, publishedAt, publishedBy }: Stored): FlowVersion {
  return { flowId, version, flow: JSON.parse(flow), compiled: JSON.parse(compiled), publishedAt, publishedBy };
}
