import type { Flow } from "@sopflow/schemas";
import { useEffect, useMemo, useRef, useState } from "react";
import type { LayoutClient } from "./layout/layout-client.js";
import { type FlowLayout, type LayoutInput, layoutInput } from "./layout/layout-input.js";
import { startLayout } from "./layout/start-layout-worker.js";

/** The layout of a flow, renewed off the main thread when nodes, their ports or edges change; typing changes neither. */
export function useFlowLayout(flow: Flow): FlowLayout | undefined {
  const [layout, setLayout] = useState<FlowLayout>();
  const client = useRef<LayoutClient>(undefined);
  const input = useMemo(() => JSON.stringify(layoutInput(flow)), [flow]);
  useEffect(() => {
    const started = startLayout();
    client.current = started;
    return () => started.stop();
  }, []);
  useEffect(() => {
    const parsed: LayoutInput = JSON.parse(input);
    void client.current?.layout(parsed).then((found) => found && setLayout(found));
  }, [input]);
  return layout;
}
