import { createContext, useContext } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Slot } from "../editing/editor-view.js";

/** What a card and an edge of a canvas to be edited can do; a canvas to look at has none. One object for its life. */
export interface CanvasActions {
  readonly onAdd: (slot: Extract<Slot, { kind: "port" }>, button: Element) => void;
  readonly onCutEdge: (edgeId: string) => void;
  /** Delete on the "+" of a taken port. */
  readonly onCutPort: (source: string, port: string) => void;
  readonly onOpen: (nodeId: string) => void;
  /** The focus came to a card, however: its ways out are the next that Tab finds. */
  readonly onFocus: (nodeId: string) => void;
  readonly texts: { readonly cut: string; readonly add: (title: string, port: string) => string };
}

export const CanvasActionsContext = createContext<CanvasActions | undefined>(undefined);
export const useCanvasActions = (): CanvasActions | undefined => useContext(CanvasActionsContext);

/** The node that Tab comes to. A store, so that a change draws two cards and not all of them. */
export interface Current {
  readonly current: string | undefined;
}
type ReadOnly<T> = Pick<StoreApi<T>, "getState" | "getInitialState" | "subscribe">;
export const CurrentContext = createContext<ReadOnly<Current>>(createStore<Current>(() => ({ current: undefined })));
