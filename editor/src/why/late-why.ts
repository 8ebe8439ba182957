import { late } from "../ui/late.js";
import type { EntryCheckDialogProps } from "./entry-check-dialog.js";
import type { WhyDialogProps } from "./why-dialog.js";

// Asked for now and then: their code comes with the first press.

export const WhyDialog = late<WhyDialogProps>(async () => (await import("./why-dialog.js")).WhyDialog);
export const EntryCheckDialog = late<EntryCheckDialogProps>(
  async () => (await import("./entry-check-dialog.js")).EntryCheckDialog,
);
