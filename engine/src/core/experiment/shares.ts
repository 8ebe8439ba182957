/** A value with the interval in which it lies in 95 of 100 such experiments. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 %. */
const Z = 1.959_963_984_540_054;

/**
 * A share and its Wilson interval, which keeps its promise for few people and for shares near 0 and 1, where the textbook
 * one reaches below nought. Undefined without anybody.
 */
export function shareOf(reached: number, n: number): Estimate | undefined {
  if (n <= 0) return undefined;
  const value = reached / n;
  const spread = 1 + (Z * Z) / n;
  const centre = (value + (Z * Z) / (2 * n)) / spread;
  const half = (Z * Math.sqrt((value * (1 - value)) / n + (Z * Z) / (4 * n * n))) / spread;
  return { value, low: Math.max(0, Math.min(value, centre - half)), high: Math.min(1, Math.max(value, centre + half)) };
}

/** How much one share is above another, with Newcombe's interval (his method 10, from the two Wilson intervals). */
export function differenceOf(share: Estimate, base: Estimate): Estimate {
  const value = share.value - base.value;
  return {
    value,
    low: value - Math.hypot(share.value - share.low, base.high - base.value),
    high: value + Math.hypot(share.high - share.value, base.value - base.low),
  };
}
