import type { Flow } from "@sopflow/schemas";
import { defaultExperiment } from "../flow/rule-draft.js";
import { bucketRanges } from "../nodes/split.js";
import type { WantedBucket } from "./person-in-buckets.js";

/** One group of a split, and the buckets that fall into it. */
export interface SplitGroup extends WantedBucket {
  readonly id: string;
  readonly label: string;
  /** Its people are only watched. */
  readonly holdout: boolean;
}

/** The splits of a flow with their groups, so that a made-up customer can be put into one. */
export function splitGroups(flow: Pick<Flow, "id" | "nodes">): { nodeId: string; groups: SplitGroup[] }[] {
  return flow.nodes.flatMap((node) => {
    if (node.type !== "split") return [];
    const { data } = node;
    const experiment = data.experiment ?? defaultExperiment({ flowId: flow.id, nodeId: node.id });
    const groups = bucketRanges(data).flatMap(({ id, from, to }): SplitGroup[] => {
      const variant = data.variants.find((one) => one.id === id);
      if (!variant || from >= to) return [];
      return [{ id, label: variant.label, holdout: variant.holdout === true, experiment, from, to }];
    });
    return [{ nodeId: node.id, groups }];
  });
}
