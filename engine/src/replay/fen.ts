const YUAN = /^(\d{1,14})(?:\.(\d{1,2}))?$/;

/**
 * Whole fen of a decimal yuan text, exactly: digits are moved, never a float. `undefined` for anything else: more than
 * two decimals, separators, signs, currency, or more than a safe integer of fen.
 */
export function yuanToFen(text: string): number | undefined {
  const match = YUAN.exec(text);
  if (match === null) return undefined;
  const [, yuan = "", decimals = ""] = match;
  const fen = Number(yuan + decimals.padEnd(2, "0"));
  return Number.isSafeInteger(fen) ? fen : undefined;
}

/** Decimal yuan of whole fen: 1177 → `11.77`. */
export function fenToYuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, "0");
  return `${fen < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
