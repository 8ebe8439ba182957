import type { Where } from "@sopflow/schemas";
import { FACTS, OPERATORS, parseOperator } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { conditionWords } from "./condition-words.js";
import { durationWords, offsetWords } from "./duration-words.js";
import { EN } from "./en.js";
import { NO_NAMES } from "./names.js";
import { operatorWords } from "./operator-words.js";
import { templateWords } from "./template-words.js";
import { cronWords, windowWords } from "./time-words.js";
import { translate } from "./translate.js";
import { ZH } from "./zh.js";

const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe("the dictionary", () => {
  it("has the same places to fill in both languages", () => {
    for (const key of Object.keys(ZH)) {
      const known = key as keyof typeof ZH; // keys of the object itself
      expect([key, places(EN[known])]).toEqual([key, places(ZH[known])]);
    }
  });
  it("fills places and leaves unknown ones visible", () => {
    expect(translate("en", "canvas.problems", { count: 3 })).toBe("3 problems");
    expect(translate("en", "canvas.problems", { count: 1 })).toBe("1 problem");
    expect(translate("zh", "canvas.problems")).toBe("{count} 个问题");
  });
});

describe("durations in words", () => {
  it.each([
    ["P3D", "3 天", "3 days"],
    ["P1DT12H", "1 天 12 小时", "1 day 12 hours"],
    ["P2W", "14 天", "14 days"],
    ["PT90M", "1 小时 30 分钟", "1 hour 30 minutes"],
    ["PT0S", "0 分钟", "0 minutes"],
    ["soon", "soon", "soon"],
  ])("%s", (text, zh, en) => {
    expect([durationWords(text, "zh"), durationWords(text, "en")]).toEqual([zh, en]);
  });
  it("say before or after for an offset", () => {
    expect(offsetWords("-P3D", "zh")).toBe("前 3 天");
    expect(offsetWords("PT2H", "en")).toBe("2 hours after");
    expect(offsetWords("PT0S", "en")).toBe("");
  });
});

describe("times in words", () => {
  it("names the days of a window and its night", () => {
    expect(windowWords({ start: "09:00", end: "21:00", days: [1, 2, 3, 4, 5, 6, 7] }, "zh")).toBe("每天 09:00–21:00");
    expect(windowWords({ start: "22:00", end: "02:00", days: [5] }, "en")).toBe("Friday 22:00–next day 02:00");
  });
  it("reads simple schedules out and shows others as written", () => {
    expect(cronWords("0 9 * * *", "zh")).toBe("每天 09:00");
    expect(cronWords("30 10 * * MON-FRI", "en")).toBe("Monday to Friday 10:30");
    expect(cronWords("0 9 1,15 * *", "zh")).toBe("每月 1、15 号 09:00");
    expect(cronWords("*/5 * * * *", "en")).toBe("*/5 * * * *");
  });
});

describe("conditions in words", () => {
  const where: Where = {
    all: [
      { fact: "customer", path: "$.orders.spend", operator: "greaterThanInclusive", value: 100_000 },
      {
        any: [
          { fact: "customer", path: "$.tier", operator: "in", value: ["高", "核心"] },
          { fact: "customer", path: "$.friendSince", operator: "withinDays", value: 10 },
        ],
      },
      { not: { fact: "customer", path: "$.tags", operator: "contains", value: "私域首单" } },
    ],
  };
  it("keeps groups apart in Chinese and English", () => {
    expect(conditionWords(where, "zh")).toBe(
      "累计消费不小于 ¥1,000，且（客户等级是其中之一 高、核心，或加好友时间在最近 10 天内），且并非（标签包含 「私域首单」）",
    );
    expect(conditionWords(where, "en")).toBe(
      'Spend is at least ¥1,000 and (Tier is one of high, core or Friend since was within the last 10 days) and not (Tags contains "私域首单")',
    );
  });
  it("calls attributes and outcomes by the names the caller knows", () => {
    const condition = { fact: "customer", path: "$.attributes.need", operator: "exists", value: true };
    expect(conditionWords(condition, "zh", { attribute: () => "需求" })).toBe("属性「需求」有值");
    const outcome = { fact: "tasks", path: "$.n4.outcome", operator: "equal", value: "yes" };
    expect(conditionWords(outcome, "en", { node: () => "Ask", outcome: (id, node) => `${node}/${id}` })).toBe(
      'Task\'s outcome "Ask" is n4/yes',
    );
  });
  it("never shows a JSON path or an operator's code name for what the tables know", () => {
    for (const { fact, path } of FACTS) {
      for (const operator of Object.keys(OPERATORS)) {
        const leaf = { fact, path: `$.${path.replaceAll("*", "x")}`, operator, value: 3 };
        for (const locale of ["zh", "en"] as const) {
          const words = conditionWords(leaf, locale);
          expect(words).not.toContain("$.");
          expect(words).not.toMatch(/Inclusive|WithinDays|InDays/);
        }
      }
    }
  });
  it("says nothing for the condition that always holds", () => {
    expect(conditionWords({ all: [] }, "zh")).toBe("");
  });
});

it("names the variables of a text where the text is only mentioned", () => {
  const text = '请{{ advisor.name }}跟进 {{customer.name | default:"新好友"}}（{{enrollment.entry.sku}}）';
  const words = templateWords(text, "zh", NO_NAMES);
  expect(words).not.toContain("{{");
  expect(words).toMatch(/^请〔.+〕跟进 〔.+〕（〔.+〕）$/);
  expect(templateWords("{{customer.name}}", "en", NO_NAMES)).toMatch(/^\[.+\]$/);
});

it("says every operator in words, decorated ones too", () => {
  expect(operatorWords("someFact:not:in", "zh")).toBe("有一项不是其中任何一个");
  expect(operatorWords("not:contains", "en")).toBe("does not contain");
  for (const name of Object.keys(OPERATORS)) {
    for (const decorator of ["", "not:", "everyFact:", "someValue:", "swap:"]) {
      if (parseOperator(`${decorator}${name}`) === undefined) continue;
      expect(operatorWords(`${decorator}${name}`, "zh")).not.toMatch(/[a-z]/i);
    }
  }
});
