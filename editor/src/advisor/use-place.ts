import { useLayoutEffect, useRef, useSyncExternalStore } from "react";

export const TABS = ["tasks", "customers", "library", "me"] as const;
export type Tab = (typeof TABS)[number];

/** Where in the advisor's pages somebody is. */
export interface Place {
  readonly tab: Tab;
  /** Of the tab with customers: whose page; undefined = the list. */
  readonly customerId?: string;
}

/** Behind `#`: WeCom signs the address before it, which must not change while one moves about. */
export const placeLink = ({ tab, customerId }: Place): string =>
  customerId === undefined ? `#/${tab}` : `#/${tab}/${encodeURIComponent(customerId)}`;

export function readPlace(hash: string): Place {
  const [, name, id] = /^#\/(\w+)(?:\/(.+))?$/.exec(hash) ?? [];
  const tab = TABS.find((known) => known === name) ?? "tasks";
  return tab === "customers" && id !== undefined ? { tab, customerId: decoded(id) } : { tab };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const subscribe = (listener: () => void) => {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
};

export const goTo = (place: Place): void => {
  window.location.hash = placeLink(place);
};

/** The place of the address. Who comes back to one finds it scrolled as it was left. */
export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const scrolls = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const kept = scrolls.current;
    window.scrollTo?.(0, kept.get(hash) ?? 0);
    const keep = () => kept.set(hash, window.scrollY);
    window.addEventListener("scroll", keep, { passive: true });
    return () => window.removeEventListener("scroll", keep);
  }, [hash]);
  return readPlace(hash);
}
