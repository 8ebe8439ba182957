import { late } from "../ui/late.js";
import type { ShadowDialogProps } from "./shadow-dialog.js";

// Asked for now and then: its code comes with the first press.

export const ShadowDialog = late<ShadowDialogProps>(async () => (await import("./shadow-dialog.js")).ShadowDialog);
