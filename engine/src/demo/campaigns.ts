import { DAY_MS, dayStart } from "./local-clock.js";
import type { Period } from "./person.js";

/** Three days of offers. */
export interface DemoCampaign {
  readonly id: string;
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

const CAMPAIGN_DAYS = 3;
/** Where in the told time a campaign begins. */
const PLAN = [
  { share: 0.3, name: "开春囤货节" },
  { share: 0.6, name: "会员日" },
  { share: 0.9, name: "周年庆" },
] as const;

export const planCampaigns = ({ from, until }: Period): DemoCampaign[] =>
  PLAN.map(({ share, name }, i) => {
    const start = dayStart(from + share * (until - from));
    return { id: `campaign-${i + 1}`, name, from: start, until: start + CAMPAIGN_DAYS * DAY_MS };
  });

export const campaignAt = (campaigns: readonly DemoCampaign[], at: number): DemoCampaign | undefined =>
  campaigns.find((one) => at >= one.from && at < one.until);
