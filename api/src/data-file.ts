import { join } from "node:path";

/** Where a data folder keeps its data. */
export const dataFile = (folder: string): string => join(folder, "sopflow.db");

/** Where it keeps the files of the library. */
export const filesFolder = (folder: string): string => join(folder, "files");
