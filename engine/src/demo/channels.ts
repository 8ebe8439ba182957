/** Ways in which a customer finds the brand; the code is what events carry, the label is the tag people see. */
export const DEMO_CHANNELS = {
  "package-card": "包裹卡",
  live: "直播",
  store: "门店",
  referral: "转介绍",
} as const;
export type DemoChannel = keyof typeof DEMO_CHANNELS;

const YUAN = 100;

/** Entry price bands: code in events, tag, and the first amount in fen above the band. */
const PRICE_BANDS = [
  { code: "under-100", tag: "入口100元以下", below: 100 * YUAN },
  { code: "100-499", tag: "入口100-499元", below: 500 * YUAN },
  { code: "500-999", tag: "入口500-999元", below: 1_000 * YUAN },
  { code: "1000-1999", tag: "入口1000-1999元", below: 2_000 * YUAN },
  { code: "over-2000", tag: "入口2000元以上", below: Number.POSITIVE_INFINITY },
] as const;

export const PRICE_BAND_TAGS: readonly string[] = PRICE_BANDS.map((band) => band.tag);

/** The band of an order's amount in fen. */
export const priceBandOf = (amount: number): { readonly code: string; readonly tag: string } =>
  PRICE_BANDS.find((band) => amount < band.below) ?? PRICE_BANDS[0];
