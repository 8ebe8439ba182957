/** An answer that may have another page. */
export interface Paged {
  readonly next_cursor?: string | undefined;
}

/**
 * Every page of a listing, one call after another. Ends when the cursor is empty, and when WeCom gives the same cursor
 * again, which would go on for ever.
 */
export async function* eachPage<Answer extends Paged>(
  load: (cursor: { cursor?: string }) => Promise<Answer>,
): AsyncGenerator<Answer, void, undefined> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const answer = await load(cursor === undefined ? {} : { cursor });
    yield answer;
    cursor = answer.next_cursor;
    if (!cursor || seen.has(cursor)) return;
    seen.add(cursor);
  } while (true);
}
