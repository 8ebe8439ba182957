import type { Text } from "@sopflow/schemas";
import { z } from "zod";
import type { RequestProblem } from "./wecom-error.js";

/** A limit that a person reads in both languages. */
const refuse = (zh: string, en: string) => ({ error: en, params: { zh } });

const charsOf = (text: string): number => [...text].length;
const bytesOf = (text: string): number => Buffer.byteLength(text, "utf8");

/** Text of at most so many characters; one Chinese character or emoji counts one. */
export const chars = (most: number) =>
  z.string().refine((text) => charsOf(text) <= most, refuse(`最多 ${most} 个字`, `at most ${most} characters`));

/** Text of at most so many bytes in UTF-8; a Chinese character takes three. */
export const bytes = (most: number) =>
  z.string().refine((text) => bytesOf(text) <= most, refuse(`最多 ${most} 字节`, `at most ${most} bytes`));

/** Adds "not empty" to a text. */
export const filled = <T extends z.ZodType<string>>(text: T) =>
  text.refine((value) => value !== "", refuse("不能为空", "must not be empty"));

/** A list of `least` to `most`. */
export const listOf = <T extends z.ZodType>(item: T, least: number, most: number) =>
  z
    .array(item)
    .refine(
      (list) => list.length >= least && list.length <= most,
      refuse(`须有 ${least} 至 ${most} 项`, `must have ${least} to ${most} entries`),
    );

/** A whole object's rule. */
export const rule = (zh: string, en: string) => refuse(zh, en);

/** Ids as WeCom gives them. */
export const idText = filled(bytes(128));

/** What is wrong with a request, path by path. */
export function problemsOf(error: z.ZodError): RequestProblem[] {
  return error.issues.map((issue) => ({ path: issue.path.map(String).join("."), text: textOf(issue) }));
}

function textOf(issue: z.core.$ZodIssue): Text {
  const zh: unknown = issue.code === "custom" ? issue.params?.zh : undefined;
  return { zh: typeof zh === "string" ? zh : "格式不正确", en: issue.message };
}

/** The first characters of a text, with an ellipsis where it was cut. Whole characters: an emoji is never split. */
export function cutChars(text: string, most: number): string {
  const parts = [...new Intl.Segmenter("zh", { granularity: "grapheme" }).segment(text)].map(({ segment }) => segment);
  if (charsOf(text) <= most) return text;
  let kept = "";
  for (const part of parts) {
    if (charsOf(kept) + charsOf(part) > most - 1) break;
    kept += part;
  }
  return `${kept.trimEnd()}…`;
}
