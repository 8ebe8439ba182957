import type { Product } from "@sopflow/schemas";
import type { ProductBody } from "../../../api/wire-types.js";
import { readYuan, yuanText } from "../read-number.js";

export interface ProductDraft {
  readonly sku: string;
  readonly name: string;
  readonly price: string;
  readonly daysOfSupply: string;
  readonly category: string;
  readonly archived: boolean;
}

export type ProductFault = "field.required" | "field.amount" | "field.days";

const MAX_DAYS = 3_650;

export const readProduct = (product: Product | undefined): ProductDraft => ({
  sku: product?.sku ?? "",
  name: product?.name ?? "",
  price: yuanText(product?.price),
  daysOfSupply: product?.daysOfSupply === undefined ? "" : String(product.daysOfSupply),
  category: product?.category ?? "",
  archived: product?.archived ?? false,
});

export interface WrittenProduct {
  readonly body: ProductBody;
  readonly faults: Readonly<Partial<Record<keyof ProductDraft, ProductFault>>>;
}

/** What is sent for a draft, and what is wrong with it. Empty fields are left out. */
export function writeProduct(draft: ProductDraft): WrittenProduct {
  const faults: Partial<Record<keyof ProductDraft, ProductFault>> = {};
  if (draft.sku.trim() === "") faults.sku = "field.required";
  if (draft.name.trim() === "") faults.name = "field.required";
  const price = draft.price.trim() === "" ? undefined : readYuan(draft.price);
  if (price === undefined && draft.price.trim() !== "") faults.price = "field.amount";
  const days = draft.daysOfSupply.trim() === "" ? undefined : Number(draft.daysOfSupply);
  const isDays = days === undefined || (Number.isFinite(days) && days > 0 && days <= MAX_DAYS);
  if (!isDays) faults.daysOfSupply = "field.days";
  const body: ProductBody = {
    name: draft.name.trim(),
    ...(price !== undefined && { price }),
    ...(days !== undefined && isDays && { daysOfSupply: days }),
    ...(draft.category.trim() !== "" && { category: draft.category.trim() }),
    ...(draft.archived && { archived: true }),
  };
  return { body, faults };
}
