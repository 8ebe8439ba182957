import type { FlowFile, Text } from "@sopflow/schemas";
import activity from "./activity-3-7-14.json" with { type: "json" };
import campaign from "./campaign-3-day.json" with { type: "json" };
import firstOrder from "./first-order.json" with { type: "json" };
import packageCardIntake from "./package-card-intake.json" with { type: "json" };
import replenishment from "./replenishment.json" with { type: "json" };
import welcomeFriend from "./welcome-friend.json" with { type: "json" };

export { TEMPLATE_ATTRIBUTES } from "./template-attributes.js";

/** A flow that a lead may start from: a whole SOP with its scripts, to be copied and changed. */
export interface FlowTemplate {
  /** The id of its flow file. */
  readonly id: string;
  readonly file: FlowFile;
  readonly name: Text;
  /** What it is for, in one sentence. */
  readonly purpose: Text;
}

/** TypeScript widens the literals of imported JSON. */
const flowFile = (json: { id: string }) => json as FlowFile; // the tests parse every file with flowSchema

const template = (json: { id: string }, name: Text, purpose: Text): FlowTemplate => ({
  id: json.id,
  file: flowFile(json),
  name,
  purpose,
});

/** The five SOPs of 1-to-1 selling, in the order in which a customer meets them. They are data: copy before changing. */
export const FLOW_TEMPLATES: readonly FlowTemplate[] = [
  template(
    packageCardIntake,
    { zh: "包裹卡承接", en: "Package card intake" },
    {
      zh: "扫包裹卡加上好友的人，几分钟内欢迎、破冰，建档、绑单，走到“已承接”，全程只服务不卖货。",
      en: "Welcomes people who add an advisor from the package card, breaks the ice, builds the profile and binds the order, without selling.",
    },
  ),
  template(
    firstOrder,
    { zh: "首单转化", en: "First order" },
    {
      zh: "承接完还没在私域下单的人，14 天内按需求、顾虑和价格敏感度促成首单，并留对照看增量。",
      en: "Leads intaken friends to their first order within 14 days, by need, doubt and price sensitivity, against a holdout.",
    },
  ),
  template(
    activity,
    { zh: "3/7/14 天活跃", en: "3/7/14-day activity" },
    {
      zh: "每天给好友分活跃层，快沉默的和已沉默的按价值唤醒，第一次只聊天，补货期快到的不打扰。",
      en: "Sorts friends by activity every day and wakes the quiet ones by value, first without product, never near a replenishment.",
    },
  ),
  template(
    replenishment,
    { zh: "补货提醒", en: "Replenishment" },
    {
      zh: "从签收教用法、第 7 天关怀，到断货前 10 天提醒补货、断货后 7 天关怀，不适的 1 小时内转营养师。",
      en: "From usage guidance on delivery to a reminder 10 days before run-out and care a week after; who feels unwell meets a nutritionist within the hour.",
    },
  ),
  template(
    campaign,
    { zh: "3 天活动节奏", en: "3-day campaign" },
    {
      zh: "从准备、过闸到开场、反馈、截止的三天活动，买了就退出，下单未付款 30 分钟提醒一次，截止后不再打扰。",
      en: "A three-day campaign from preparation and gate to offer, feedback and deadline; buyers leave at once, unpaid orders are nudged once.",
    },
  ),
];

/** The smallest flow that does something: what a newcomer begins with. No part of a demo brand, so that it can be their own. */
export const STARTER_TEMPLATE: FlowTemplate = template(
  welcomeFriend,
  { zh: "欢迎新好友", en: "Welcome a new friend" },
  {
    zh: "最小的一条流程：加上好友，顾问 10 分钟内问好；开口了就记下“已破冰”。三个节点，适合第一次上手。",
    en: "The smallest flow: an advisor greets a new friend within 10 minutes, and a reply is noted. Three steps, good for a first try.",
  },
);

/** Everything that a lead may start from, the smallest first. */
export const TEMPLATE_GALLERY: readonly FlowTemplate[] = [STARTER_TEMPLATE, ...FLOW_TEMPLATES];
