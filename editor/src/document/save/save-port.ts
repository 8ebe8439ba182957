import type { Diagnostic, Flow } from "@sopflow/schemas";

/** What the server answers to a save. `revision` counts the saves of a draft. */
export type SaveResult =
  | { readonly kind: "saved"; readonly revision: number }
  /** Someone else saved since; nothing was written. */
  | { readonly kind: "conflict"; readonly revision: number; readonly by: string; readonly theirs: Flow }
  | { readonly kind: "offline" }
  | { readonly kind: "signedOut" }
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] };

/** Writes the draft if it is still at `revision`. A rejected promise counts as offline: nothing is known of the write. */
export type SaveFlow = (draft: { readonly flow: Flow; readonly revision: number }) => Promise<SaveResult>;
