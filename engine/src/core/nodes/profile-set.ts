import type { AttributeValue } from "@sopflow/schemas";
import type { NodeScope } from "../journey/node-scope.js";
import { setProfile } from "../journey/profile-change.js";
import { compileReader } from "../rules/fact-reader.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

export const profileSet: NodeDefinition<"profile.set"> = {
  ...NODE_SHAPES["profile.set"],
  check({ data }, check) {
    const { stage, attributes = {} } = data.set;
    if (stage === undefined && Object.keys(attributes).length === 0) check.warn("node.does_nothing", ["data", "set"]);
    if (typeof stage === "object") check.factValue(stage, ["data", "set", "stage"]);
    for (const [name, value] of Object.entries(attributes)) {
      const path = ["data", "set", "attributes", name];
      if (typeof value === "object" && value !== null) {
        check.attribute(name, path);
        check.factValue(value, path);
      } else {
        check.attributeValue(name, value, path);
      }
    }
  },
  rules: () => [{ port: "out", input: "arrive", when: [] }],
  raises: () => [{ type: "profile.changed", props: {} }],
  arrive(scope) {
    const { stage, attributes } = scope.data.set;
    const newStage = literalOrFact(scope, stage);
    const set: Record<string, AttributeValue | null> = {};
    for (const [name, value] of Object.entries(attributes ?? {})) {
      const taken = literalOrFact(scope, value);
      if (taken !== undefined) set[name] = taken;
    }
    setProfile(scope.run, { ...(typeof newStage === "string" ? { stage: newStage } : {}), attributes: set });
    return scope.decide("arrive");
  },
};

type Value = AttributeValue | null | { readonly fact: string; readonly path?: string | undefined } | undefined;

/** A literal, or what a fact holds; a fact that is missing or no plain value sets nothing. */
function literalOrFact(scope: NodeScope<"profile.set">, value: Value): AttributeValue | null | undefined {
  if (typeof value !== "object" || value === null) return value;
  const found = compileReader(value.path === undefined ? { fact: value.fact } : { fact: value.fact, path: value.path })(
    scope.facts(),
  );
  return typeof found === "string" || typeof found === "number" || typeof found === "boolean" ? found : undefined;
}
