import type { AddCommand } from "./program.js";
export const addExport: AddCommand = () => {};
