import type { FlowSummary } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadAdvisors, loadProducts, loadSettings } from "../../api/brand-calls.js";
import { loadCustomers } from "../../api/customer-calls.js";
import { mayDesign, useSession } from "../../session/session-context.js";

/** What a brand of one's own needs before its first flow does something, in order. */
export const FIRST_STEPS = ["brand", "products", "advisors", "history", "flow"] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** What a brand is called until somebody names it; the schema's own default. */
const UNNAMED = "我的品牌";
const HIDDEN = "sopflow.first-steps.hidden";

/**
 * Which of them are done, told by what is there; undefined while that is not known, when all are done or put away, in a
 * demo brand, and for who may not do them.
 */
export function useFirstSteps(flows: readonly FlowSummary[] | undefined) {
  const api = useApi();
  const session = useSession();
  const [isHidden, setHidden] = useState(() => readHidden());
  const isOver = isHidden || session.brand.demo === true || !mayDesign(session);
  const isOpen = flows !== undefined && !isOver;
  const settings = useQuery({ queryKey: ["settings"], queryFn: () => loadSettings(api), enabled: isOpen });
  const products = useQuery({ queryKey: ["products"], queryFn: () => loadProducts(api), enabled: isOpen });
  const advisors = useQuery({ queryKey: ["advisors"], queryFn: () => loadAdvisors(api), enabled: isOpen });
  const customers = useQuery({
    queryKey: ["first-steps", "customers"],
    queryFn: () => loadCustomers(api, { limit: 1 }),
    enabled: isOpen,
  });
  const hide = () => {
    setHidden(true);
    try {
      window.localStorage.setItem(HIDDEN, "1");
    } catch {
      // Then it is put away for as long as the page is open.
    }
  };
  if (isOver || !flows || !settings.data || !products.data || !advisors.data || !customers.data) return undefined;
  const done: Readonly<Record<FirstStep, boolean>> = {
    brand: settings.data.data.brand !== UNNAMED,
    products: products.data.items.length > 0,
    advisors: advisors.data.items.some(({ active }) => active),
    history: customers.data.items.length > 0,
    flow: flows.some(({ publishedVersion }) => publishedVersion !== undefined),
  };
  return FIRST_STEPS.every((step) => done[step]) ? undefined : { done, hide };
}

function readHidden(): boolean {
  try {
    return window.localStorage.getItem(HIDDEN) !== null;
  } catch {
    return false;
  }
}
