import type { Autosave, SaveState } from "../document/save/autosave.js";

/** Saves what waits, and answers once that is settled: `clean`, or what keeps it from being saved. */
export function whenSaved(autosave: Autosave): Promise<SaveState> {
  autosave.saveNow();
  return new Promise((resolve) => {
    const settled = (state: SaveState) => {
      if (state.kind === "saving" || state.kind === "dirty") return false;
      unsubscribe();
      resolve(state);
      return true;
    };
    const unsubscribe = autosave.store.subscribe((state) => {
      // What was typed during the save is saved right after it.
      if (state.kind === "dirty") autosave.saveNow();
      else settled(state);
    });
    settled(autosave.store.getState());
  });
}
