export { type CountedVersion, compareArms } from "./compare-arms.js";
export { differenceOf, type Estimate, shareOf } from "./shares.js";
