import { createContext, useContext, useEffect, useState } from "react";
import { useApi } from "../api/api-context.js";
import { isInsideWecom } from "../session/inside-wecom.js";
import type { WecomBridge } from "./wecom-bridge.js";

/** What joins WeCom; tests put their own here. */
export const BridgeContext = createContext<WecomBridge | undefined>(undefined);

/** The way into WeCom; undefined in a browser of its own, and until WeCom has answered. */
export function useBridge(): WecomBridge | undefined {
  const api = useApi();
  const given = useContext(BridgeContext);
  const [joined, setJoined] = useState<WecomBridge>();
  useEffect(() => {
    if (given || !isInsideWecom()) return;
    import("./wecom-bridge.js").then(({ joinWecom }) => joinWecom(api)).then(setJoined, () => undefined);
  }, [api, given]);
  return given ?? joined;
}
