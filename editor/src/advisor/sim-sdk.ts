/** The JS-SDK's part as the simulator's side bar plays it: each call is a message to the page that frames this one. */
import type { JsSdk } from "./wecom-bridge.js";

interface Answer {
  readonly wecomSim: 1;
  readonly id: number;
  readonly ok: boolean;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly errMsg?: string;
}

const isAnswer = (data: unknown): data is Answer =>
  typeof data === "object" && data !== null && "wecomSim" in data && "id" in data && "ok" in data;

const ANSWER_MS = 10_000;

/** Loaded only where the server says that its WeCom is a simulated one. */
export function simSdk(frame: Window = window.parent): JsSdk {
  let next = 1;
  let registered: Promise<unknown> = Promise.resolve();

  const call = (name: string, args: object = {}): Promise<Readonly<Record<string, unknown>>> =>
    new Promise((resolve, reject) => {
      const id = next++;
      const end = () => {
        window.removeEventListener("message", hear);
        clearTimeout(timer);
      };
      const hear = ({ source, data }: MessageEvent<unknown>) => {
        if (source !== frame || !isAnswer(data) || data.id !== id) return;
        end();
        if (data.ok) resolve(data.result ?? {});
        else reject(new Error(data.errMsg ?? `${name}:fail`));
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`${name}:fail no answer`));
      }, ANSWER_MS);
      window.addEventListener("message", hear);
      // Nothing in it is secret, and who may frame this page is said by its policy.
      frame.postMessage({ wecomSim: 1, id, call: name, args }, "*");
    });
  const after = async (name: string, args?: object) => {
    await registered;
    return call(name, args);
  };
  const textOf = (answer: Readonly<Record<string, unknown>>, name: string) =>
    typeof answer[name] === "string" ? answer[name] : "";

  return {
    register: ({ corpId, agentId, getConfigSignature, getAgentConfigSignature }) => {
      const url = window.location.href.split("#")[0] ?? "";
      registered = Promise.all([getConfigSignature(url), getAgentConfigSignature(url)]).then(([config, agentConfig]) =>
        call("register", { corpid: corpId, agentid: agentId, url, config, agentConfig }),
      );
    },
    getContext: async () => ({ entry: textOf(await after("getContext"), "entry") }),
    getCurExternalContact: async () => ({ userId: textOf(await after("getCurExternalContact"), "userId") }),
    sendChatMessage: (message) => after("sendChatMessage", message),
    openEnterpriseChat: (whom) => after("openEnterpriseChat", whom),
    openUserProfile: (whom) => after("openUserProfile", whom),
    setClipboardData: (what) => after("setClipboardData", what),
  };
}
