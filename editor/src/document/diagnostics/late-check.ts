import type { Diagnostic, Flow } from "@sopflow/schemas";
import type { BrandKnowledge } from "./check-draft.js";

type Code = typeof import("./check-draft.js");

let code: Code | undefined;

/** Between two attempts to fetch the check, ms; the moment the browser is online again does not wait for it. */
const RETRY_MS = 5_000;

interface LateCheckOptions {
  readonly onLoaded: () => void;
  /** After the first attempt, whatever came of it: until then nothing else should take the connection's time. */
  readonly onTried?: () => void;
  readonly fetchCode?: () => Promise<Code>;
}

/**
 * Fetches the check of a draft. With all that it knows of nodes, facts and errors it weighs as much as the canvas, which
 * shows without it: a flow that was just opened has no problems for as long as this takes. What could not be fetched is
 * tried again until the returned function is called.
 */
export function loadCheck({ onLoaded, onTried, fetchCode = fetchCheck }: LateCheckOptions): () => void {
  let isOver = false;
  let isTrying = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    isOver = true;
    clearTimeout(timer);
    removeEventListener("online", again);
  };
  const load = async () => {
    isTrying = true;
    try {
      code ??= await fetchCode();
      if (isOver) return;
      stop();
      onLoaded();
    } catch {
      if (!isOver) timer = setTimeout(again, RETRY_MS);
    } finally {
      isTrying = false;
    }
  };
  const again = () => {
    clearTimeout(timer);
    if (!isTrying) void load();
  };
  addEventListener("online", again);
  void load().then(onTried);
  return stop;
}

const fetchCheck = () => import("./check-draft.js");

/** `checkDraft`, or undefined until `loadCheck` is done. */
export const checkWhenLoaded = (flow: Flow, brand: BrandKnowledge, now: number): readonly Diagnostic[] | undefined =>
  code?.checkDraft(flow, brand, now);
