/** What ids are called, where the caller knows. An id without a name is shown as it is. */
export interface Names {
  attribute?(name: string): string | undefined;
  product?(sku: string): string | undefined;
  node?(id: string): string | undefined;
  flow?(id: string): string | undefined;
  advisor?(id: string): string | undefined;
  /** A task's outcome; `nodeId` when the condition names the node. */
  outcome?(id: string, nodeId: string | undefined): string | undefined;
}

/** Nothing is known by name. */
export const NO_NAMES: Names = {};
