import { join } from "node:path";

/** Where a data folder keeps its data. */
export const dataFile = (folder: string): string => join(folder, "sopflow.db");

/** Where the demo's simulated WeCom keeps what was done in it. */
export const simFile = (folder: string): string => join(folder, "wecom-sim.json");

/** Where it keeps the files of the library. */
export const filesFolder = (folder: string): string => join(folder, "files");
