import type { Text } from "@sopflow/schemas";

const text = (zh: string, en: string): Text => ({ zh, en });

/** Why a row was left out, each saying what to write instead. */
export const ROW_PROBLEMS = {
  empty: (column: string) => text(`“${column}”为空`, `"${column}" is empty`),
  tooLong: (column: string, max: number) =>
    text(`“${column}”超过 ${max} 个字`, `"${column}" is longer than ${max} characters`),
  fieldCount: (found: number, wanted: number) =>
    text(`有 ${found} 个字段，表头有 ${wanted} 个`, `it has ${found} fields, the header has ${wanted}`),
  amount: (column: string, value: string) =>
    text(
      `“${column}”的金额“${value}”不对：写成 1234.50，最多两位小数，不带千分位和货币符号，不能为负`,
      `"${column}" is "${value}": write 1234.50, at most two decimals, no thousands separator or currency sign, not negative`,
    ),
  quantity: (value: string) =>
    text(`“quantity”的数量“${value}”不对：写不为负的数，例如 2`, `"quantity" is "${value}": write a number such as 2`),
  number: (column: string, value: string) =>
    text(`“${column}”的“${value}”不对：写不为负的数`, `"${column}" is "${value}": write a number, not negative`),
  instant: (column: string, value: string) =>
    text(
      `“${column}”的时间“${value}”不对：写带时区的时间，例如 2026-06-18T09:00:00+08:00`,
      `"${column}" is "${value}": write an instant with its offset, 2026-06-18T09:00:00+08:00`,
    ),
  boolean: (column: string, value: string) =>
    text(`“${column}”的“${value}”不对：写 true 或 false`, `"${column}" is "${value}": write true or false`),
  duplicateOrder: (id: string, line: number) =>
    text(`订单“${id}”在第 ${line} 行已有`, `order "${id}" is on line ${line} already`),
  duplicate: (column: string, id: string) =>
    text(`“${column}”的“${id}”在文件中已有`, `"${column}" "${id}" is in the file already`),
  openQuote: () =>
    text("引号没有闭合，文件的其余部分没有读取", "a quote is not closed: the rest of the file was not read"),
  csv: (reason: string) => text(`CSV 格式不对：${reason}`, `this is not CSV: ${reason}`),
  json: (reason: string) => text(`不是有效的 JSON：${reason}`, `this is not JSON: ${reason}`),
  field: (path: string, reason: string) => text(`“${path}”不对：${reason}`, `"${path}" is wrong: ${reason}`),
  unknownEvent: (type: string) =>
    text(`不认识的事件“${type}”`, `unknown event "${type}": use a built-in one or name it custom.<name>`),
} as const;
