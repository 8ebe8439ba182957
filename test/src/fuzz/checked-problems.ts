import { type Diagnostic, isErrorCode, type Text } from "@sopflow/schemas";
import { expect } from "vitest";

/** Texts in both languages, with nothing left unfilled. */
export function expectText(text: Text): void {
  for (const said of [text.zh, text.en]) {
    expect(said).toEqual(expect.any(String));
    expect(said).not.toBe("");
    expect(said).not.toMatch(/\{\w+\}$|undefined is not|Cannot read prop/);
  }
}

/** Every diagnostic has a code of the table, a place, and words in both languages. */
export function expectDiagnostics(diagnostics: readonly Diagnostic[]): void {
  for (const { code, path, message } of diagnostics) {
    expect(isErrorCode(code)).toBe(true);
    expect(path).toEqual(expect.any(String));
    expectText(message);
  }
}
