import { readFile, rename, writeFile } from "node:fs/promises";
import { restoreSim, saveSim, type WecomSim } from "@sopflow/engine";

/** What is done in between is lost with the process, no more. */
const SAVE_EVERY_MS = 5_000;

export interface SimMemory {
  /** Something was done. */
  changed(): void;
  /** Saves what was not, and stops. */
  close(): Promise<void>;
}

/** Puts the simulator back to what a file says; false where there is none that can be read. */
export async function recallSim(sim: WecomSim, file: string): Promise<boolean> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text !== undefined && restoreSim(sim, text);
}

/** Keeps what is done in the simulator in a file, so that the next start goes on from there. */
export function rememberSim(sim: WecomSim, file: string, now: () => number): SimMemory {
  let isDirty = false;
  let saving = Promise.resolve();
  const save = () => {
    saving = saving.then(async () => {
      if (!isDirty) return;
      isDirty = false;
      // Whole or not at all.
      await writeFile(`${file}.part`, saveSim(sim, now()));
      await rename(`${file}.part`, file);
    });
    return saving;
  };
  // A full disk costs the simulator its memory, and nothing else.
  const quietly = () => save().catch(() => undefined);
  const timer = setInterval(quietly, SAVE_EVERY_MS);
  timer.unref();
  return {
    changed: () => {
      isDirty = true;
    },
    async close() {
      clearInterval(timer);
      await quietly();
    },
  };
}
