import { type BrandSettings, brandSettingsSchema, type FlowFile } from "@sopflow/schemas";
import { TEMPLATE_ATTRIBUTES, TEMPLATE_GALLERY } from "../core/library/index.js";
import type { FlowDraft } from "../store/index.js";
import { createDraft, freeId } from "./drafts.js";
import { type FlowAnswer, refuse } from "./flow-answer.js";
import type { FlowParts } from "./flow-parts.js";

export interface TemplateChoice {
  readonly template: string;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/**
 * A new flow from one of the product's templates. Customer attributes that the template works with and the brand has not
 * defined are added to its settings, since without them it could not be published.
 */
export async function createFromTemplate(
  parts: FlowParts,
  { template, id, name }: TemplateChoice,
  by: string,
): Promise<FlowAnswer<FlowDraft>> {
  const found = TEMPLATE_GALLERY.find((one) => one.id === template);
  if (!found) return refuse("flow.not_found", { id: template });
  const own = id ?? (await freeId(parts, template));
  await addAttributes(parts, found.file);
  return createDraft(parts, { ...found.file, id: own, name: name ?? found.file.name }, by);
}

async function addAttributes({ store }: FlowParts, file: FlowFile): Promise<void> {
  const settings = (await store.brand.settings()) ?? brandSettingsSchema.parse({});
  const text = JSON.stringify(file);
  const missing: BrandSettings["attributes"] = {};
  for (const [name, definition] of Object.entries(TEMPLATE_ATTRIBUTES)) {
    const isUsed = text.includes(`attributes.${name}`) || text.includes(`"${name}":`);
    if (isUsed && !Object.hasOwn(settings.attributes, name)) missing[name] = definition;
  }
  if (Object.keys(missing).length === 0) return;
  await store.brand.saveSettings({ ...settings, attributes: { ...settings.attributes, ...missing } });
}
