import { changeTags } from "../journey/profile-change.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";
import { checkTags } from "./task-work.js";

export const tag: NodeDefinition<"tag"> = {
  ...NODE_SHAPES.tag,
  check({ data }, check) {
    if (data.add.length + data.remove.length === 0) check.warn("node.does_nothing", ["data"]);
    checkTags(data, ["data"], check);
  },
  rules: () => [{ port: "out", input: "arrive", when: [] }],
  raises: (data) => [
    ...data.add.map((added) => ({ type: "tag.added", props: { tag: added } })),
    ...data.remove.map((removed) => ({ type: "tag.removed", props: { tag: removed } })),
  ],
  arrive(scope) {
    changeTags(scope.run, scope.data);
    return scope.decide("arrive");
  },
};
