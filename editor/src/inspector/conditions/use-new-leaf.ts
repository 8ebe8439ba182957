import type { ConditionLeaf } from "@sopflow/schemas";
import { useDocument } from "../../editing/editor-session.js";
import { dateText } from "../../time/brand-time.js";
import { useBrand } from "../brand-context.js";
import { useZone } from "../zone-context.js";
import { firstOperator, fitValue } from "./condition-model.js";
import { type FactOption, infoOf } from "./fact-options.js";
import { usePlace } from "./place-context.js";

export const leafPath = (path: string): { path?: string } => (path === "" ? {} : { path: `$.${path}` });

/** A first comparison of a fact, to be changed. */
export function useNewLeaf(): (option: Pick<FactOption, "fact" | "path">) => ConditionLeaf {
  const place = usePlace();
  const brand = useBrand();
  const zone = useZone();
  const flow = useDocument((state) => state.flow);
  return ({ fact, path }) => {
    const at = { fact, ...leafPath(path) };
    const info = infoOf(at, { place, flow, brand });
    const operator = firstOperator(info);
    return { ...at, operator, value: fitValue("", operator, info, dateText(zone, Date.now())) };
  };
}
