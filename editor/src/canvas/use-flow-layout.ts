import type { Flow } from "@sopflow/schemas";
import { useEffect, useMemo, useRef, useState } from "react";
import type { LayoutClient } from "./layout/layout-client.js";
import { type FlowLayout, type LayoutInput, layoutInput } from "./layout/layout-input.js";
import { startLayout } from "./layout/start-layout-worker.js";

/** What an undo and a redo go back to; more than so many steps back it is laid out again. */
const MAX_KNOWN = 20;

/**
 * The layout of a flow, renewed off the main thread when nodes, their ports or edges change; typing changes neither. The
 * last ones are remembered: an undo has its cards in place with the first frame, and not in two.
 */
export function useFlowLayout(flow: Flow): FlowLayout | undefined {
  const client = useRef<LayoutClient>(undefined);
  const known = useRef(new Map<string, FlowLayout>());
  const last = useRef<FlowLayout>(undefined);
  const wanted = useRef<string>(undefined);
  const [, renew] = useState(0);
  const input = useMemo(() => JSON.stringify(layoutInput(flow)), [flow]);
  const remembered = known.current.get(input);
  useEffect(() => {
    const started = startLayout();
    client.current = started;
    return () => started.stop();
  }, []);
  useEffect(() => {
    wanted.current = input;
    last.current = remembered ?? last.current;
    if (remembered) return;
    const parsed: LayoutInput = JSON.parse(input);
    void client.current?.layout(parsed).then((found) => {
      if (!found || wanted.current !== input) return;
      remember(known.current, input, found);
      last.current = found;
      renew((times) => times + 1);
    });
  }, [input, remembered]);
  return remembered ?? last.current;
}

function remember(known: Map<string, FlowLayout>, input: string, found: FlowLayout): void {
  known.set(input, found);
  const [oldest] = known.keys();
  if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
}
