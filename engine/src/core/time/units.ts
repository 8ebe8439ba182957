/** One second in ms. */
export const SECOND_MS = 1000;
/** One minute in ms. */
export const MINUTE_MS = 60_000;
/** One hour in ms. */
export const HOUR_MS = 3_600_000;
/** 24 hours in ms: the length of most calendar days, not of those on which a zone shifts its clock. */
export const DAY_MS = 86_400_000;
/** Minutes on a clock face. */
export const MINUTES_PER_DAY = 1440;
