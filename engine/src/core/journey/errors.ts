/** A fault inside one enrollment's node: that enrollment ends as `failed`, the input goes on (FLOW-FORMAT §4.12). */
export class NodeError extends Error {
  override readonly name = "NodeError";
  constructor(
    /** Code of the error table, kept with the enrollment's trace. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
