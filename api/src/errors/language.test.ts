import { describe, expect, it } from "vitest";
import { languageOf } from "./language.js";

describe("the language of an answer", () => {
  it("is Chinese unless English is preferred", () => {
    expect(languageOf(undefined)).toBe("zh");
    expect(languageOf("")).toBe("zh");
    expect(languageOf("fr-FR, *;q=0.1")).toBe("zh");
    expect(languageOf("zh-CN,zh;q=0.9,en;q=0.8")).toBe("zh");
  });

  it("follows the weights, not the order", () => {
    expect(languageOf("en-GB")).toBe("en");
    expect(languageOf("zh;q=0.3, en;q=0.7")).toBe("en");
    expect(languageOf("en;q=0, zh;q=0.1")).toBe("zh");
  });

  it("survives a header that makes no sense", () => {
    expect(languageOf(",;;q=en,".repeat(1_000))).toBe("zh");
  });
});
