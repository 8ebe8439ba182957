import type { BrandSettings } from "@sopflow/schemas";
import type { Dice } from "./dice.js";

type PolicyInput = Partial<Record<keyof BrandSettings["contactPolicy"], unknown>>;

const ANY_HOUR = { start: "00:00", end: "00:00", days: [1, 2, 3, 4, 5, 6, 7] };

/**
 * Contact policies that a story may have: strict ones hardly let a task through, loose ones let so many through that
 * other limits come to count.
 */
const POLICIES: readonly PolicyInput[] = [
  {},
  {
    window: { start: "08:00", end: "23:00", days: [1, 2, 3, 4, 5, 6, 7] },
    personaWindows: [],
    marketing: { limits: [{ days: 1, max: 2 }], gap: "PT6H" },
    groupSend: { limits: [{ days: 3, max: 2 }] },
    service: { limits: [{ days: 1, max: 1 }] },
    campaign: { perDay: 1, perCampaign: 2, campaigns30d: 1 },
  },
  {
    window: ANY_HOUR,
    personaWindows: [],
    marketing: { limits: [{ days: 7, max: 4 }], gap: "PT3H" },
    groupSend: { limits: [{ days: 1, max: 1 }] },
    phone: { limits: [{ days: 7, max: 1 }] },
    phoneAttempts: { limits: [{ days: 7, max: 2 }] },
    service: { limits: [{ days: 1, max: 3 }], gap: "PT2H" },
    campaign: { perDay: 2, perCampaign: 3, campaigns30d: 2 },
  },
  {
    window: ANY_HOUR,
    personaWindows: [],
    marketing: { limits: [{ days: 1, max: 5 }] },
    groupSend: { limits: [{ days: 1, max: 2 }], gap: "PT8H" },
    phone: { limits: [{ days: 30, max: 3 }], gap: "PT24H" },
    phoneAttempts: { limits: [] },
    service: { limits: [{ days: 1, max: 9 }] },
    campaign: { perDay: 3, perCampaign: 9, campaigns30d: 9 },
  },
];

export const drawPolicy = (dice: Dice): PolicyInput => dice.pick(POLICIES);
