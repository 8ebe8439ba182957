import { late } from "../../../ui/late.js";
import type { HandOverDialogProps } from "./hand-over-dialog.js";

/** Its code comes with the first one. */
export const HandOverWindow = late<HandOverDialogProps>(
  async () => (await import("./hand-over-dialog.js")).HandOverDialog,
);
