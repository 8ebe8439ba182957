/** What may go wrong, all off at first. Probabilities are 0-1 and drawn from the seed. */
export interface Faults {
  /** WeCom cannot be reached between these instants (epoch ms); callbacks wait until it is over. */
  readonly down:
    | { readonly from: number; readonly until: number; readonly how: "timeout" | "refused" | "badGateway" | "busy" }
    | undefined;
  readonly calls: {
    /** Answered -1 (system busy), nothing done. */
    readonly busy: number;
    /** Answered 6000 (data version conflict), nothing done; only calls that write. */
    readonly conflict: number;
    /** Done, but the answer is lost. */
    readonly answerLost: number;
    /** Not done, and no answer comes. */
    readonly requestLost: number;
    /** Each answer takes this much longer, ms. */
    readonly slowMs: number;
    /** Tokens live this long instead of 7,200 s, ms; `expires_in` still says 7200. */
    readonly tokenLifeMs: number | undefined;
  };
  readonly callbacks: {
    readonly drop: number;
    /** Sent once more although it was acknowledged. */
    readonly repeat: number;
    /** Held back by up to `reorderMs`, so that later ones overtake it. */
    readonly reorder: number;
    readonly reorderMs: number;
    /** Every callback leaves this much later, ms. */
    readonly delayMs: number;
  };
}

export const NO_FAULTS: Faults = {
  down: undefined,
  calls: { busy: 0, conflict: 0, answerLost: 0, requestLost: 0, slowMs: 0, tokenLifeMs: undefined },
  callbacks: { drop: 0, repeat: 0, reorder: 0, reorderMs: 5_000, delayMs: 0 },
};

/** What `mergeFaults` takes: what is left out stays as it is; `down: null` ends it. */
export interface FaultChange {
  readonly down?: Faults["down"] | null | undefined;
  readonly calls?: { readonly [K in keyof Faults["calls"]]?: Faults["calls"][K] | null | undefined } | undefined;
  readonly callbacks?: { readonly [K in keyof Faults["callbacks"]]?: Faults["callbacks"][K] | undefined } | undefined;
}

/** Changes only what is named. */
export function mergeFaults(faults: Faults, { down, calls = {}, callbacks = {} }: FaultChange): Faults {
  return {
    down: down === undefined ? faults.down : (down ?? undefined),
    calls: {
      busy: calls.busy ?? faults.calls.busy,
      conflict: calls.conflict ?? faults.calls.conflict,
      answerLost: calls.answerLost ?? faults.calls.answerLost,
      requestLost: calls.requestLost ?? faults.calls.requestLost,
      slowMs: calls.slowMs ?? faults.calls.slowMs,
      tokenLifeMs: calls.tokenLifeMs === undefined ? faults.calls.tokenLifeMs : (calls.tokenLifeMs ?? undefined),
    },
    callbacks: {
      drop: callbacks.drop ?? faults.callbacks.drop,
      repeat: callbacks.repeat ?? faults.callbacks.repeat,
      reorder: callbacks.reorder ?? faults.callbacks.reorder,
      reorderMs: callbacks.reorderMs ?? faults.callbacks.reorderMs,
      delayMs: callbacks.delayMs ?? faults.callbacks.delayMs,
    },
  };
}

/** WeCom cannot be reached now. */
export const isDown = ({ down }: Faults, now: number): boolean =>
  down !== undefined && now >= down.from && now < down.until;
