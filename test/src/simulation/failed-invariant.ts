/** Something that must hold at any time did not. */
export class FailedInvariant extends Error {
  override readonly name = "FailedInvariant";
}

/** Says which, and shows what was found. */
export function fail(invariant: string, found: unknown): never {
  throw new FailedInvariant(`${invariant}: ${JSON.stringify(found, null, 1)}`);
}
