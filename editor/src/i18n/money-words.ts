const WHOLE = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 0 });
const EXACT = new Intl.NumberFormat("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Fen as yuan: `¥1,280`, `¥12.50`. */
export const moneyWords = (fen: number): string =>
  `${fen < 0 ? "−" : ""}¥${(fen % 100 === 0 ? WHOLE : EXACT).format(Math.abs(fen) / 100)}`;

/** A count with separators. */
export const countWords = (count: number): string => WHOLE.format(count);
