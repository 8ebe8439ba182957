/** `next` for a page that was read with one row too many: the cursor of its last row, if there is more behind it. */
export function nextOf<T>(rows: readonly T[], limit: number, cursor: (row: T) => string): { next?: string } {
  const last = rows[limit - 1];
  return rows.length > limit && last !== undefined ? { next: cursor(last) } : {};
}
