import type { ContactLimit, ContactPolicy, Text } from "@sopflow/schemas";
import type { NodeContact } from "./contacts-of-node.js";

/** One kind of contact that the policy limits by itself (DOMAIN §5). */
export interface Budget {
  readonly name: Text;
  readonly limit: ContactLimit;
  counts(contact: NodeContact): boolean;
  /** Calls that nobody took do not count. */
  readonly reachedOnly?: boolean;
}

/** The policy's limits, each with the contacts that it counts. Of marketing the general limit, not that of 核心. */
export function budgetsOf(policy: ContactPolicy): Budget[] {
  const { perDay, perCampaign } = policy.campaign;
  const isCampaign = ({ purpose }: NodeContact) => purpose === "campaign";
  const isGroupSend = ({ channel }: NodeContact) => channel === "group_send";
  const isCall = ({ channel }: NodeContact) => channel === "phone";
  return [
    {
      name: { zh: "营销", en: "marketing" },
      limit: policy.marketing,
      counts: (contact) => contact.purpose === "marketing" && !isGroupSend(contact),
    },
    {
      name: { zh: "服务", en: "service" },
      limit: policy.service,
      counts: (contact) => contact.purpose === "service" && !isGroupSend(contact),
    },
    {
      name: { zh: "群发", en: "group send" },
      limit: policy.groupSend,
      counts: (contact) => isGroupSend(contact) && !isCampaign(contact),
    },
    { name: { zh: "电话", en: "phone" }, limit: policy.phone, counts: isCall, reachedOnly: true },
    { name: { zh: "拨打电话", en: "call attempt" }, limit: policy.phoneAttempts, counts: isCall },
    {
      name: { zh: "活动推送", en: "campaign" },
      limit: {
        limits: [
          { days: 1, max: perDay },
          { days: 30, max: perCampaign },
        ],
      },
      counts: isCampaign,
    },
  ];
}
