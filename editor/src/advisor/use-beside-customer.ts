import { useEffect, useState } from "react";
import { useApi } from "../api/api-context.js";
import { loadCustomers } from "../api/customer-calls.js";
import { goTo } from "./use-place.js";
import type { WecomBridge } from "./wecom-bridge.js";

export interface Beside {
  /** Our id of the customer in whose chat the page stands. */
  readonly customerId: string | undefined;
  /** WeCom named somebody whom the product does not know, or who is another advisor's. */
  readonly isUnknown: boolean;
}

/** Whom the page stands beside, as told by WeCom; the page opens with that customer. */
export function useBesideCustomer(bridge: WecomBridge | undefined): Beside {
  const api = useApi();
  const [beside, setBeside] = useState<Beside>({ customerId: undefined, isUnknown: false });
  useEffect(() => {
    if (bridge?.place !== "side_bar") return undefined;
    let isLeft = false;
    const ask = async () => {
      const externalId = await bridge.currentCustomer();
      if (externalId === undefined || isLeft) return;
      const { items } = await loadCustomers(api, { search: externalId, limit: 1 });
      if (isLeft) return;
      const customerId = items[0]?.id;
      setBeside({ customerId, isUnknown: customerId === undefined });
      if (customerId !== undefined) goTo({ tab: "customers", customerId });
    };
    // Without an answer the list of all tasks stands, where scripts are copied.
    ask().catch(() => undefined);
    return () => {
      isLeft = true;
    };
  }, [api, bridge]);
  return beside;
}
