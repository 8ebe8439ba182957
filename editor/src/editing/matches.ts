/** Whether what was typed is found in any of the texts: all its words, in any order, whatever their case. */
export function matches(query: string, texts: readonly string[]): boolean {
  const words = query.trim().toLowerCase().split(/\s+/);
  const where = texts.join("\n").toLowerCase();
  return words.every((word) => where.includes(word));
}
