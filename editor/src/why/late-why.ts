import { late } from "../ui/late.js";
import type { WhyDialogProps } from "./why-dialog.js";

/** Asked for now and then: its code comes with the first press. */
export const WhyDialog = late<WhyDialogProps>(async () => (await import("./why-dialog.js")).WhyDialog);
