import type { AddCommand } from "./program.js";
export const addImport: AddCommand = () => {};
