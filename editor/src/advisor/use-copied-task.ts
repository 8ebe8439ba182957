import { useEffect, useState } from "react";

/**
 * The task whose script was copied last, once the advisor is back from the chat: the moment to ask how it went. The page
 * may have been killed in between, so it is kept outside of it.
 */
const STORED_AS = "sopflow.copied";

const read = (): string | undefined => {
  try {
    return sessionStorage.getItem(STORED_AS) ?? undefined;
  } catch {
    return undefined;
  }
};

const write = (taskId: string | undefined): void => {
  try {
    if (taskId === undefined) sessionStorage.removeItem(STORED_AS);
    else sessionStorage.setItem(STORED_AS, taskId);
  } catch {
    // Storage is forbidden: then nothing is asked.
  }
};

export function useCopiedTask(): {
  readonly returnedFrom: string | undefined;
  readonly copied: (taskId: string) => void;
  readonly clear: () => void;
} {
  const [returnedFrom, setReturnedFrom] = useState<string | undefined>(read);
  useEffect(() => {
    const turn = () => {
      if (document.visibilityState === "visible") setReturnedFrom(read());
    };
    document.addEventListener("visibilitychange", turn);
    return () => document.removeEventListener("visibilitychange", turn);
  }, []);
  return {
    returnedFrom,
    copied: write,
    clear: () => {
      write(undefined);
      setReturnedFrom(undefined);
    },
  };
}
