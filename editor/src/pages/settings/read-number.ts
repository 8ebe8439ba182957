/** A whole number, 0 or more; undefined for anything else, the empty field too. */
export function readWhole(text: string): number | undefined {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}

/** Yuan as people type them, in fen; undefined for anything else. */
export function readYuan(text: string): number | undefined {
  const plain = text.trim().replace(/[,，]/g, "");
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined;
}

/** Fen as a field shows them: `12.5`, nothing for none. */
export const yuanText = (fen: number | undefined): string => (fen === undefined ? "" : String(fen / 100));
