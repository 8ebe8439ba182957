import { late } from "../ui/late.js";
import type { BacktestDialogProps } from "./backtest-dialog.js";

// Asked for now and then: its code comes with the first press.

export const BacktestDialog = late<BacktestDialogProps>(
  async () => (await import("./backtest-dialog.js")).BacktestDialog,
);
