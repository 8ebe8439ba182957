import type { JsonObject } from "@sopflow/schemas";
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { SimState } from "./sim-state.js";

const POLL_MS = 700;

export interface Sim {
  readonly state: SimState;
  /** The simulator does not answer at the moment. */
  readonly isAway: boolean;
  /** Why the last act was refused; empty while none was. */
  readonly refusal: string;
  readonly forget: () => void;
  /** Posts to `/sim/…` and looks again. Resolves to the answer, or undefined when it was refused. */
  readonly post: (path: string, body: JsonObject) => Promise<JsonObject | undefined>;
  /** A person does something. Resolves to what came of it, or undefined when it cannot be done. */
  readonly act: (act: JsonObject & { readonly type: string }) => Promise<JsonObject | undefined>;
}

export const SimContext = createContext<Sim | undefined>(undefined);

export function useSim(): Sim {
  const sim = useContext(SimContext);
  if (!sim) throw new Error("SimContext is missing");
  return sim;
}

/** Follows the simulator. Undefined until its first answer. */
export function useSimConnection(): { readonly sim: Sim | undefined; readonly isAway: boolean } {
  const [state, setState] = useState<SimState>();
  const [isAway, setAway] = useState(false);
  const [refusal, setRefusal] = useState("");
  const [asked, setAsked] = useState(0);
  const revision = state?.revision;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` makes it look at once after an act
  useEffect(() => {
    let isGone = false;
    const look = async () => {
      const next = await readState(revision);
      if (isGone) return;
      setAway(next === "away");
      if (next !== "away" && next !== "same") setState(next);
    };
    void look();
    const timer = setInterval(look, POLL_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [revision, asked]);

  const post = useCallback(async (path: string, body: JsonObject) => {
    const { answer, problem } = await postJson(path, body);
    setRefusal(problem);
    setAsked((count) => count + 1);
    return answer;
  }, []);
  const sim = useMemo<Sim | undefined>(
    () =>
      state && {
        state,
        isAway,
        refusal,
        forget: () => setRefusal(""),
        post,
        async act(act) {
          const answer = await post("/sim/acts", act);
          const result = answer?.result;
          return typeof result === "object" && result !== null && !Array.isArray(result) ? result : undefined;
        },
      },
    [state, isAway, refusal, post],
  );
  return { sim, isAway };
}

async function readState(revision: string | undefined): Promise<SimState | "same" | "away"> {
  try {
    const answer = await fetch(`/sim/state${revision === undefined ? "" : `?after=${revision}`}`);
    if (answer.status === 204) return "same";
    return answer.ok ? await answer.json() : "away";
  } catch {
    return "away";
  }
}

async function postJson(path: string, body: JsonObject): Promise<{ answer: JsonObject | undefined; problem: string }> {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const json: JsonObject = await answer.json();
    if (answer.ok) return { answer: json, problem: "" };
    return { answer: undefined, problem: String(json.message ?? answer.status) };
  } catch (error) {
    return { answer: undefined, problem: error instanceof Error ? error.message : String(error) };
  }
}
