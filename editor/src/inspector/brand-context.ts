import type { BrandSettings } from "@sopflow/schemas";
import { createContext, useContext } from "react";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What the forms offer from the brand's own data. */
export interface Brand {
  readonly attributes: BrandSettings["attributes"];
  readonly products: readonly Choice[];
  readonly advisors: readonly Choice[];
  readonly pools: readonly string[];
  readonly tags: readonly string[];
  readonly flows: readonly Choice[];
}

export const NO_BRAND: Brand = { attributes: {}, products: [], advisors: [], pools: [], tags: [], flows: [] };

export const BrandContext = createContext<Brand>(NO_BRAND);
export const useBrand = (): Brand => useContext(BrandContext);

export const attributeChoices = ({ attributes }: Brand, type?: "text" | "number" | "boolean" | "date"): Choice[] =>
  Object.entries(attributes)
    .filter(([, definition]) => type === undefined || definition.type === type)
    .map(([value, { label }]) => ({ value, label }));
