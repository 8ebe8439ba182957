import { type Advisor, type BrandSettings, brandSettingsSchema } from "@sopflow/schemas";
import { TEMPLATE_ATTRIBUTES } from "../core/library/template-attributes.js";

/** Settings of the demo brand: the product's defaults, a name that says it is a demo, the attributes of the templates and its own. */
export const demoSettings = (): BrandSettings =>
  brandSettingsSchema.parse({
    brand: "晨谷营养（演示）",
    timezone: "Asia/Shanghai",
    attributes: {
      ...TEMPLATE_ATTRIBUTES,
      persona: { type: "text", label: "人群" },
      birthday: { type: "date", label: "生日" },
      dueDate: { type: "date", label: "预产期" },
      city: { type: "text", label: "城市" },
    },
  });

const advisor = (id: string, name: string, pools: string[]): Advisor => ({
  id,
  name,
  pools,
  capacityPerDay: 80,
  active: true,
});

/** Four advisors: one leads them, one cares for what went wrong, two also answer as nutritionists. The templates name these pools. */
export const DEMO_ADVISORS = [
  advisor("adv-linxiaowen", "林晓雯", ["default", "lead"]),
  advisor("adv-zhouyutong", "周雨桐", ["default", "after-sale"]),
  advisor("adv-chenjingyi", "陈静怡", ["default", "nutritionist"]),
  advisor("adv-wangsiyuan", "王思远", ["default", "nutritionist"]),
] as const satisfies readonly Advisor[];
