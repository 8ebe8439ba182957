import type { ValueKind } from "@sopflow/schemas";
import { dateOf } from "../time/date-value.js";
import { localDayNumber, localParts } from "../time/index.js";

/** What a filter needs besides its value: the zone of the flow and logical time (epoch ms). */
export interface FilterContext {
  readonly zone: string;
  readonly at: number;
}

interface Filter {
  /** The kind of value it takes; it gives a text. */
  readonly takes: ValueKind;
  /** Undefined when the value is not of that kind: it counts as missing. */
  format(value: unknown, context: FilterContext): string | undefined;
}

const DAY_NAMES: Readonly<Record<string, string>> = { "-1": "昨天", "0": "今天", "1": "明天", "2": "后天" };

/** The fixed list of formats. `default:"…"` is not among them: it stands in when the others find nothing. */
export const FILTERS = {
  /** Fen to yuan: ¥128, or ¥128.50 where there are fen. */
  money: {
    takes: "number",
    format(value) {
      if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
      const fen = Math.abs(Math.round(value));
      const yuan = fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2);
      return `${value < 0 && fen > 0 ? "-" : ""}¥${yuan}`;
    },
  },
  /** Local date: 6月18日. */
  date: {
    takes: "date",
    format(value, { zone }) {
      const at = dateOf(value, zone);
      if (at === undefined || !isShowable(at)) return undefined;
      const { month, day } = localParts(zone, at);
      return `${month}月${day}日`;
    },
  },
  /** Calendar days from now: 今天, 明天, 后天, N天后, 昨天, N天前. */
  relativeDay: {
    takes: "date",
    format(value, { zone, at: now }) {
      const at = dateOf(value, zone);
      if (at === undefined || !isShowable(at)) return undefined;
      const days = localDayNumber(zone, at) - localDayNumber(zone, now);
      return DAY_NAMES[String(days)] ?? (days > 0 ? `${days}天后` : `${-days}天前`);
    },
  },
} as const satisfies Record<string, Filter>;

export type FilterName = keyof typeof FILTERS;

export const isFilterName = (name: string): name is FilterName => Object.hasOwn(FILTERS, name);

/** Every name that may stand behind a `|`. */
export const FILTER_NAMES: readonly string[] = [...Object.keys(FILTERS), "default"];

/** Years 1 to 9999: beyond them a number is no date that anyone wrote. */
const isShowable = (at: number) => at >= -62_135_596_800_000 && at <= 253_402_300_799_999;
