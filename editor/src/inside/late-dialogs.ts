import { late } from "../ui/late.js";
import type { ArchiveDialogProps } from "./archive-dialog.js";
import type { OrderDialogProps } from "./order-dialog.js";
import type { ResumeDialogProps } from "./resume-dialog.js";

// Asked for now and then: their code comes with the first press.

export const ResumeDialog = late<ResumeDialogProps>(async () => (await import("./resume-dialog.js")).ResumeDialog);
export const ArchiveDialog = late<ArchiveDialogProps>(async () => (await import("./archive-dialog.js")).ArchiveDialog);
export const OrderDialog = late<OrderDialogProps>(async () => (await import("./order-dialog.js")).OrderDialog);
