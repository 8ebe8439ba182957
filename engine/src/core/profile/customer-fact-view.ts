import type { Customer } from "@sopflow/schemas";
import { FactView } from "./fact-view.js";

// Symbols, because no path of a condition or a template can name one.
export const CUSTOMER = Symbol("customer");
export const AT = Symbol("at");
export const ZONE = Symbol("zone");

/** Facts that are worked out from one customer at logical time `at` (epoch ms), with days counted in `zone`. */
export abstract class CustomerFactView extends FactView {
  readonly [CUSTOMER]: Customer;
  readonly [AT]: number;
  readonly [ZONE]: string;

  constructor(customer: Customer, at: number, zone: string) {
    super();
    this[CUSTOMER] = customer;
    this[AT] = at;
    this[ZONE] = zone;
  }
}
