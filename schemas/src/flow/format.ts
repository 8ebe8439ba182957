/** The version of the file format that this build reads and writes. */
export const FLOW_SCHEMA = "sopflow/flow@1";
