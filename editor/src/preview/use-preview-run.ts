import { linesBy, trailOf } from "@sopflow/engine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useApi } from "../api/api-context.js";
import { loadAdvisors, loadProducts, loadSettings, loadTaxonomy } from "../api/brand-calls.js";
import { loadPreviewCustomer } from "../api/customer-calls.js";
import type { CheckOptions } from "../document/import-flow.js";
import { useDocument } from "../editing/editor-session.js";
import { computePreview, type PreviewBrand } from "./compute-preview.js";
import { type PreviewResult, type PreviewStore, usePreviewState, usePreviewStore } from "./preview-store.js";

/** Pause after the last change before the preview is worked out anew, ms. */
export const PREVIEW_DELAY_MS = 150;
const FRESH_MS = 60_000;

/** The brand's own data, from the lists that the editor has loaded anyway. */
export function usePreviewBrand(): PreviewBrand | undefined {
  const api = useApi();
  const settings = useQuery({ queryKey: ["settings"], queryFn: () => loadSettings(api), staleTime: FRESH_MS });
  const taxonomy = useQuery({ queryKey: ["taxonomy"], queryFn: () => loadTaxonomy(api), staleTime: FRESH_MS });
  const products = useQuery({ queryKey: ["products"], queryFn: () => loadProducts(api), staleTime: FRESH_MS });
  const advisors = useQuery({ queryKey: ["advisors"], queryFn: () => loadAdvisors(api), staleTime: FRESH_MS });
  return useMemo(() => {
    if (!settings.data) return undefined;
    return {
      settings: settings.data.data,
      taxonomy: taxonomy.data?.data ?? { groups: [] },
      products: products.data?.items ?? [],
      advisors: advisors.data?.items ?? [],
    };
  }, [settings.data, taxonomy.data, products.data, advisors.data]);
}

/** The real customer that was chosen. */
export function usePreviewDocument() {
  const api = useApi();
  const who = usePreviewState((state) => state.who);
  const id = who.kind === "real" ? who.id : "";
  return useQuery({
    queryKey: ["customer", id, "preview"],
    queryFn: () => loadPreviewCustomer(api, id),
    enabled: id !== "",
    staleTime: FRESH_MS,
    retry: false,
  });
}

/** Keeps the preview up to date with the flow and the choices, and the canvas with the slider, while it is mounted. */
export function usePreviewRun(check: CheckOptions): void {
  const store = usePreviewStore();
  const flow = useDocument((state) => state.flow);
  const brand = usePreviewBrand();
  const { data: document } = usePreviewDocument();
  const who = usePreviewState((state) => state.who);
  const groups = usePreviewState((state) => state.groups);
  const startAt = usePreviewState((state) => state.startAt);
  const trigger = usePreviewState((state) => state.trigger);
  const entry = usePreviewState((state) => state.entry);
  const events = usePreviewState((state) => state.events);
  const answers = usePreviewState((state) => state.answers);
  const choices = useMemo(
    () => ({ who, groups, startAt, trigger, entry, events, answers }),
    [who, groups, startAt, trigger, entry, events, answers],
  );
  useEffect(() => {
    if (!brand) return undefined;
    const run = () => settle(store, computePreview({ flow, check, choices, brand, document }));
    const timer = setTimeout(run, store.getState().result === undefined ? 0 : PREVIEW_DELAY_MS);
    return () => clearTimeout(timer);
  }, [store, flow, check, choices, brand, document]);

  const preview = usePreviewState((state) => state.result?.preview);
  const count = usePreviewState((state) => state.count);
  useEffect(() => {
    store.setState({ trail: preview && trailOf(preview, count) });
  }, [store, preview, count]);
  useEffect(() => () => store.setState({ trail: undefined, playing: false }), [store]);
}

/** A new result: the slider stays where it is, as far as the new preview goes. */
export function settle(store: PreviewStore, result: PreviewResult): void {
  const { preview } = result;
  if (!preview) {
    store.setState({ result, count: 0, playing: false });
    return;
  }
  const at = Math.min(Math.max(store.getState().at, preview.startAt), preview.endAt);
  store.setState({ result, at, count: linesBy(preview, at) });
}
