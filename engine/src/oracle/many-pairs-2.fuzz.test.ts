import { it } from "vitest";
import { comparePairs, expectEveryRow } from "./compare-pairs.testkit.js";

const SEED = 20260302;

it(`rules and json-rules-engine agree on 50,000 pairs of a rule and facts, half of the 100,000, with every known trap among them (seed ${SEED})`, {
  timeout: 180_000,
}, async () => {
  expectEveryRow(await comparePairs(50_000, SEED));
});
