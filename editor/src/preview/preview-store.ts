import type {
  CompiledPreview,
  MadeUpCustomer,
  Preview,
  PreviewAnswer,
  RealCustomer,
  Trail,
} from "@sopflow/engine/core";
import type { JsonObject } from "@sopflow/schemas";
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";

/** Whom the flow is tried with: somebody made up, or a real customer. */
export type PreviewWho =
  | { readonly kind: "madeUp"; readonly persona: string; readonly fields: MadeUpCustomer }
  | { readonly kind: "real"; readonly id: string; readonly name: string };

/** Something that the user lets happen. Kept as time since the start, so that a new start moves it along. */
export interface HandEvent {
  readonly id: string;
  readonly type: string;
  readonly afterMs: number;
  readonly props: JsonObject;
}

/** What a preview came to, of the flow and the choices as they were. */
export interface PreviewResult {
  readonly compiled: Pick<CompiledPreview, "unfinished" | "errors">;
  /** Absent while errors keep the flow from being played. */
  readonly preview?: Preview;
  /** What of a real customer's life is set aside. */
  readonly real?: Pick<RealCustomer, "isInFlow" | "entered">;
}

/** The preview of one flow: choices, result, and where the slider stands. No part of the file. */
export interface PreviewState {
  /** The canvas shows the way, and the bar stands over it. */
  readonly open: boolean;
  readonly who: PreviewWho;
  /** Group by split node, for made-up customers. */
  readonly groups: Readonly<Record<string, string>>;
  /** Epoch ms. */
  readonly startAt: number;
  /** Undefined = the flow's first. */
  readonly trigger: string | undefined;
  /** Properties of the entering event, by trigger node, where they were changed. */
  readonly entry: Readonly<Record<string, JsonObject>>;
  readonly events: readonly HandEvent[];
  readonly answers: Readonly<Record<string, PreviewAnswer>>;
  readonly result: PreviewResult | undefined;
  /** Slider, epoch ms. */
  readonly at: number;
  /** Lines that have happened; may stop within one moment while it plays. */
  readonly count: number;
  readonly playing: boolean;
  /** What the canvas lights up; undefined while no preview is open. */
  readonly trail: Trail | undefined;
  /** The form for an event is open. */
  readonly adding: boolean;
}

export type PreviewStore = StoreApi<PreviewState>;

export const createPreview = (now: number): PreviewStore => {
  const startAt = Math.floor(now / 60_000) * 60_000;
  return createStore<PreviewState>(() => ({
    open: false,
    who: { kind: "madeUp", persona: "", fields: {} },
    groups: {},
    startAt,
    trigger: undefined,
    entry: {},
    events: [],
    answers: {},
    result: undefined,
    at: startAt,
    count: 0,
    playing: false,
    trail: undefined,
    adding: false,
  }));
};

export const PreviewStoreContext = createContext<PreviewStore>(createPreview(0));
export const usePreviewStore = (): PreviewStore => useContext(PreviewStoreContext);
/** A part of the preview; `choose` must give the same object while that part stays. */
export const usePreviewState = <T>(choose: (state: PreviewState) => T): T => useStore(usePreviewStore(), choose);
