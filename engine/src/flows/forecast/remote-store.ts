import type { FlowParts } from "../flow-parts.js";

/** A call of a store's method that another thread asks for. */
export interface StoreCall {
  readonly call: number;
  readonly part: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** What became of it. */
export type StoreReply =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly problem: string };

type ForecastStore = FlowParts["store"];

/**
 * A store whose calls are carried out in another thread: connections stay where they are. Only methods whose arguments
 * and answers can be copied may be called. `onReply` is to be given each reply.
 */
export function remoteStore(send: (call: StoreCall) => void): {
  readonly store: ForecastStore;
  readonly onReply: (reply: StoreReply) => void;
} {
  const waiting = new Map<number, (reply: StoreReply) => void>();
  let calls = 0;
  const ask = (part: string, method: string, args: readonly unknown[]) =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, (reply) => ("problem" in reply ? reject(new Error(reply.problem)) : resolve(reply.value)));
      send({ call: calls, part, method, args });
    });
  const partNamed = (part: string) =>
    new Proxy(
      {},
      {
        get:
          (_, method) =>
          (...args: unknown[]) =>
            ask(part, String(method), args),
      },
    );
  const parts = new Map<string, object>();
  const store = new Proxy(
    {},
    {
      get(_, name) {
        const part = String(name);
        const known = parts.get(part) ?? partNamed(part);
        parts.set(part, known);
        return known;
      },
    },
  );
  return {
    store: store as ForecastStore, // every part and method of it is asked for by name
    onReply: (reply) => {
      waiting.get(reply.call)?.(reply);
      waiting.delete(reply.call);
    },
  };
}

/** Carries out what a remote store asks for. */
export async function serveStore(store: ForecastStore, { call, part, method, args }: StoreCall): Promise<StoreReply> {
  try {
    const owner: unknown = Reflect.get(store, part);
    const found: unknown = typeof owner === "object" && owner !== null ? Reflect.get(owner, method) : undefined;
    if (typeof found !== "function") throw new Error(`the store has no ${part}.${method}`);
    return { call, value: await Reflect.apply(found, owner, args) };
  } catch (error) {
    return { call, problem: error instanceof Error ? error.message : String(error) };
  }
}
