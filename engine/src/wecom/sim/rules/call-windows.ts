const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** China has one zone and no summer time. */
const CHINA_OFFSET_MS = 8 * HOUR_MS;

export interface WindowLimit {
  readonly most: number;
  readonly windowMs: number;
}

export const perMinute = (most: number): WindowLimit => ({ most, windowMs: MINUTE_MS });
export const perHour = (most: number): WindowLimit => ({ most, windowMs: HOUR_MS });
export const perDay = (most: number): WindowLimit => ({ most, windowMs: DAY_MS });
/** WeCom's month for limits: 30 days. */
export const perMonth = (most: number): WindowLimit => ({ most, windowMs: 30 * DAY_MS });

/**
 * Counts calls in windows that begin with their first call (days begin at midnight in China). Who exceeds one is blocked
 * for as long as the window is, or until the day ends.
 */
export class CallWindows {
  readonly #windows = new Map<string, { start: number; count: number; blockedUntil: number }>();

  /** Counts `weight` calls; false when they are refused. */
  take(key: string, { most, windowMs }: WindowLimit, now: number, weight = 1): boolean {
    const name = `${key}|${windowMs}`;
    const isDay = windowMs === DAY_MS;
    const window = this.#windows.get(name) ?? { start: isDay ? chinaDayStart(now) : now, count: 0, blockedUntil: 0 };
    this.#windows.set(name, window);
    if (now < window.blockedUntil) return false;
    if (now >= window.start + windowMs) {
      window.start = isDay ? chinaDayStart(now) : now;
      window.count = 0;
    }
    if (window.count + weight > most) {
      window.blockedUntil = isDay ? window.start + DAY_MS : now + windowMs;
      return false;
    }
    window.count += weight;
    return true;
  }
}

/** Midnight in China before `now`, epoch ms. */
export const chinaDayStart = (now: number): number =>
  Math.floor((now + CHINA_OFFSET_MS) / DAY_MS) * DAY_MS - CHINA_OFFSET_MS;

/** Monday's midnight in China before `now`, epoch ms. */
export function chinaWeekStart(now: number): number {
  const day = chinaDayStart(now);
  const weekday = new Date(day + CHINA_OFFSET_MS).getUTCDay();
  return day - ((weekday + 6) % 7) * DAY_MS;
}

/** The first midnight of the month in China, epoch ms, and how many days the month has. */
export function chinaMonth(now: number): { start: number; days: number } {
  const local = new Date(now + CHINA_OFFSET_MS);
  const [year, month] = [local.getUTCFullYear(), local.getUTCMonth()];
  return {
    start: Date.UTC(year, month, 1) - CHINA_OFFSET_MS,
    days: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
  };
}
