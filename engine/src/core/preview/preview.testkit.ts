import { type BrandSettings, brandSettingsSchema, type Customer, type FlowFile, type Product } from "@sopflow/schemas";
import { cst, program } from "../journey/journey.testkit.js";
import { TEMPLATE_ATTRIBUTES } from "../library/template-attributes.js";
import { type MadeUpCustomer, makeUpCustomer } from "./made-up-customer.js";
import type { Preview } from "./preview.js";
import type { PreviewRequest } from "./preview-request.js";
import { runPreview } from "./run-preview.js";

/** A Wednesday, inside every contact window. */
export const START = cst("2026-06-03 09:30");

const settings: BrandSettings = brandSettingsSchema.parse({ attributes: TEMPLATE_ATTRIBUTES });
const products: readonly Product[] = [{ sku: "sku-1", name: "营养粉", price: 29_900, daysOfSupply: 30 }];
const advisors = [
  { id: "advisor-1", name: "小林", pools: ["default"], capacityPerDay: 80, active: true },
  { id: "advisor-2", name: "小周", pools: ["nutritionist", "after-sale", "lead"], capacityPerDay: 80, active: true },
];
export const BRAND = { settings, products, advisors };

export const madeUp = (fields: MadeUpCustomer = {}, id?: string): Customer =>
  makeUpCustomer({ name: "李女士", advisorId: "advisor-1", ...fields }, START, BRAND, id);

type More = Partial<Omit<PreviewRequest, "program" | "start">> & { readonly start?: Partial<PreviewRequest["start"]> };

/** A preview of a flow file from its first trigger, at START. */
export function previewOf(file: FlowFile, { start, ...more }: More = {}): Preview {
  const made = program(file);
  const [trigger = ""] = made.plan.triggers;
  return runPreview({
    program: made,
    customer: madeUp(),
    start: { at: START, trigger, ...start },
    ...BRAND,
    ...more,
  });
}

/** `node:port` of every way taken. */
export const waysOf = ({ lines }: Preview): string[] =>
  lines.flatMap((line) => (line.kind === "left" ? [`${line.nodeId}:${line.port}`] : []));

/** How it ended: `completed`, or the reason. */
export const endOf = ({ lines }: Preview): string | undefined => {
  const end = lines.findLast((line) => line.kind === "ended");
  return end && (end.by || end.how);
};
