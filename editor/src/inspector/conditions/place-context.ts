import { createContext, useContext } from "react";
import type { ConditionPlace } from "./fact-options.js";

/** What the conditions of a field may read. */
export const PlaceContext = createContext<ConditionPlace>({ enrolled: false });
export const usePlace = (): ConditionPlace => useContext(PlaceContext);
