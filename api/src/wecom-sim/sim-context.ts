import type { WecomSim } from "@sopflow/engine";
import type { CallbackCarrier } from "./callback-carrier.js";
import type { ProductShop } from "./product-shop.js";
import type { SimClock } from "./sim-clock.js";

/** What the simulator's routes share. */
export interface SimContext {
  readonly sim: WecomSim;
  readonly clock: SimClock;
  readonly carrier: CallbackCarrier;
  /** Where orders go; undefined: to nobody. */
  readonly shop: ProductShop | undefined;
  /** The product's page for the side bar. */
  readonly sideBarUrl: string | undefined;
  /** Counts changes, so that a page asks for a new picture only when there is one. */
  readonly revision: { value: number };
  readonly fetch: typeof globalThis.fetch;
  /** After a call or an act: callbacks go out, pages look again. */
  changed(): void;
}
