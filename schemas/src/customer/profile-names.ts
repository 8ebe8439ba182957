// Apart from their schemas, so that a page can name them without loading a validator.

/** Why a customer may not be contacted for marketing (or at all: do_not_disturb). */
export const SUPPRESSION_KINDS = ["not_needed", "do_not_disturb", "unwell", "complaint", "bought_sku"] as const;

/** Price sensitivity picks the words: high = offers first, low = no offers (DOMAIN §2). */
export const PRICE_SENSITIVITIES = ["low", "mid", "high"] as const;
export const TIERS = ["普通", "一般", "中", "高", "核心"] as const;

export type PriceSensitivity = (typeof PRICE_SENSITIVITIES)[number];
export type Tier = (typeof TIERS)[number];
