/**
 * Seeds that once found something, with what it was: they are played by every run from then on. A seed tells the same
 * story only as long as the simulation throws its dice in the same order, so each defect has a test of its own besides.
 */
export const KEPT_SEEDS: readonly { readonly seed: number; readonly days: number; readonly found: string }[] = [
  { seed: 8, days: 20, found: "a pool's first task of a day was given by yesterday's loads" },
  {
    seed: 101,
    days: 60,
    found: "an event was kept to look back for as long as versions said in which only others stood",
  },
];
