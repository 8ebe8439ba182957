export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** The value with half of the weight on either side; between two such values their mean. NaN for none. */
export function weightedMedian(values: readonly Weighted[]): number {
  const sorted = [...values].sort((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const [i, { value, weight }] of sorted.entries()) {
    sum += weight;
    if (sum === half) return (value + (sorted[i + 1]?.value ?? value)) / 2;
    if (sum > half) return value;
  }
  return Number.NaN;
}
