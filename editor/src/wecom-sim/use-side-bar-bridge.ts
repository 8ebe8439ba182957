import type { JsonObject } from "@sopflow/schemas";
import { type RefObject, useEffect, useRef } from "react";
import { type Sim, useSim } from "./use-sim.js";

interface Who {
  readonly userid: string;
  readonly externalUserid: string;
}

interface Bridge {
  readonly frame: RefObject<HTMLIFrameElement | null>;
  /** The framed page; null while there is none. */
  readonly url: string | null;
  readonly who: Who;
  readonly onOpenChat: (externalUserid: string) => void;
}

/** What the framed page posts: a call of the JS-SDK by its name, with an id that the answer repeats. */
interface BridgeCall {
  readonly wecomSim: 1;
  readonly id: string | number;
  readonly call: string;
  readonly args?: JsonObject;
}

/**
 * Answers JS-SDK calls of the side bar page by `postMessage`: `{wecomSim:1, id, call, args}` is answered with
 * `{wecomSim:1, id, ok:true, result}` or `{wecomSim:1, id, ok:false, errMsg}`. Listens to the framed page only.
 */
export function useSideBarBridge(bridge: Bridge): void {
  const sim = useSim();
  const latest = useRef({ sim, bridge });
  latest.current = { sim, bridge };
  useEffect(() => {
    const onMessage = async (event: MessageEvent<unknown>) => {
      const now = latest.current;
      const target = now.bridge.frame.current?.contentWindow;
      const isOurs = now.bridge.url !== null && event.origin === new URL(now.bridge.url, location.href).origin;
      if (!target || event.source !== target || !isOurs || !isCall(event.data)) return;
      const { id, call, args = {} } = event.data;
      const answer = await answerCall(now.sim, now.bridge, call, args);
      target.postMessage({ wecomSim: 1, id, ...answer }, event.origin);
    };
    window.addEventListener("message", onMessage);
    return () => window.removeEventListener("message", onMessage);
  }, []);
}

const isCall = (data: unknown): data is BridgeCall =>
  typeof data === "object" && data !== null && "wecomSim" in data && "id" in data && "call" in data;

type Answer = { readonly ok: true; readonly result: JsonObject } | { readonly ok: false; readonly errMsg: string };

async function answerCall(sim: Sim, { who, onOpenChat }: Bridge, call: string, args: JsonObject): Promise<Answer> {
  const done = (result: JsonObject = {}): Answer => ({ ok: true, result: { errMsg: `${call}:ok`, ...result } });
  const ended = (result: JsonObject | undefined): Answer => (result ? done() : { ok: false, errMsg: `${call}:fail` });
  switch (call) {
    case "register":
      return args.agentConfig ? ended(await sim.post("/sim/js-sdk", args)) : done();
    case "getContext":
      return done({ entry: "single_chat_tools" });
    case "getCurExternalContact":
      return done({ userId: who.externalUserid });
    case "sendChatMessage":
      return ended(await sim.act({ type: "advisor.sideBarSend", ...who, message: args }));
    case "openEnterpriseChat": {
      const [first] = textsIn(args.externalUserIds);
      if (first === undefined) return { ok: false, errMsg: `${call}:fail no externalUserIds` };
      onOpenChat(first);
      return done();
    }
    case "shareToExternalContact": {
      const externalUserids = textsIn(args.externalUserIds);
      const text = typeof args.text === "object" && args.text !== null && !Array.isArray(args.text) ? args.text : {};
      const content = typeof text.content === "string" ? text.content : "";
      return ended(await sim.act({ type: "advisor.groupSend", userid: who.userid, externalUserids, text: content }));
    }
    default:
      return { ok: false, errMsg: `${call}:fail not supported` };
  }
}

const textsIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((item) => typeof item === "string")
    : typeof value === "string" && value !== ""
      ? value.split(";")
      : [];
