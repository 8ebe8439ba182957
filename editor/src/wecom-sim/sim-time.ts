const two = (value: number) => String(value).padStart(2, "0");

/** The time of day here, with the date where `withDate`. */
export function clockTime(at: number, withDate = false): string {
  const date = new Date(at);
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return withDate ? `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}` : time;
}

/** With seconds, for a log. */
export const logTime = (at: number): string => `${clockTime(at)}:${two(new Date(at).getSeconds())}`;
