/** Chance that repeats: the same seed gives the same numbers on every machine. For made-up data, never for secrets. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  chance(probability: number): boolean;
  /** A whole number, both ends included. */
  int(least: number, most: number): number;
  between(least: number, most: number): number;
  /** Bell curve, cut at three deviations so that no outlier makes a story absurd. */
  normal(mean: number, deviation: number): number;
  /** Time or count until something that happens `1 / mean` of the time. */
  exponential(mean: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  weighted<T>(choices: readonly [Weighted<T>, ...Weighted<T>[]]): T;
}

export type Weighted<T> = readonly [value: T, weight: number];

/** A generator of its own for every `stream`, so that one more draw in one story leaves the others as they were. */
export function createRandom(seed: number, stream: string): Random {
  let state = hashText(stream, seed);
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + next() * (most - least);
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    int: (least, most) => least + Math.floor(next() * (most - least + 1)),
    normal: (mean, deviation) => {
      // Sum of twelve uniforms: unit deviation, and the same digits everywhere, which Math.log and Math.cos do not promise.
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += next();
      return mean + deviation * Math.max(-3, Math.min(3, sum));
    },
    exponential: (mean) => -mean * naturalLog(1 - next()),
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
    weighted: (choices) => {
      let rest = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of choices) {
        rest -= weight;
        if (rest < 0) return value;
      }
      return choices[0][0];
    },
  };
}

/** ln by halving and a short series: arithmetic alone, so the same bits on every machine. For 0 < x ≤ 1. */
function naturalLog(x: number): number {
  let halvings = 0;
  let rest = x;
  while (rest < 0.75) {
    rest *= 2;
    halvings++;
  }
  const ratio = (rest - 1) / (rest + 1);
  const square = ratio * ratio;
  let term = ratio;
  let sum = 0;
  for (let odd = 1; odd <= 15; odd += 2) {
    sum += term / odd;
    term *= square;
  }
  return 2 * sum - halvings * Math.LN2;
}

/** FNV-1a over the text, started from the seed. */
function hashText(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed ^ Math.floor(seed / 2 ** 32)) | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 13);
}
