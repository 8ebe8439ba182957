import { EVENTS } from "@sopflow/schemas";
import { beforeAll, describe, expect, it } from "vitest";
import { loadAdvisorEnglish } from "../i18n/advisor-texts.js";
import { readFields } from "./outcome-fields.js";
import { postponeChoices } from "./postpone-choices.js";
import { HOUR, NOW, type taskOf, ZONE } from "./tasks.testkit.js";
import { tellingTags } from "./telling-tags.js";
import { whyWords } from "./why-words.js";

beforeAll(loadAdvisorEnglish);

describe("why a task is there", () => {
  const why = (part: Partial<ReturnType<typeof taskOf>["why"]>, locale: "zh" | "en" = "zh") =>
    whyWords({ why: { kind: "event", at: NOW - HOUR, ...part } }, ZONE, NOW, locale);

  it("says what happened and when, in both languages", () => {
    expect(why({ event: "order.paid" })).toBe("付了款 · 今天 09:00");
    expect(why({ event: "friend.added" }, "en")).toBe("Just became a friend · today 09:00");
    expect(why({ kind: "timer" })).toBe("按流程到了该联系的时间 · 今天 09:00");
    expect(why({ kind: "entry" }, "en")).toContain("conditions of the flow");
  });

  it("has words for every event there is, and names custom ones", () => {
    for (const event of Object.keys(EVENTS)) expect(why({ event })).not.toContain(event);
    expect(why({ event: "custom.quiz.done" })).toBe("发生了「quiz.done」 · 今天 09:00");
  });
});

describe("putting off", () => {
  const kinds = (now: number, expiresAt = now + 100 * HOUR) =>
    postponeChoices({ expiresAt }, now, ZONE).map(({ kind, at, tooLate }) => [
      kind,
      new Date(at + 8 * HOUR).toISOString().slice(0, 16),
      tooLate,
    ]);

  it("offers an hour, tonight and tomorrow morning by the brand's clock", () => {
    expect(kinds(NOW)).toEqual([
      ["hour", "2026-06-18T11:00", false],
      ["tonight", "2026-06-18T20:00", false],
      ["tomorrow", "2026-06-19T09:00", false],
    ]);
  });

  it("offers no tonight that is over, and nothing after the task has closed", () => {
    expect(kinds(NOW + 11 * HOUR).map(([kind]) => kind)).toEqual(["hour", "tomorrow"]);
    expect(kinds(NOW, NOW + 2 * HOUR).map(([kind, , tooLate]) => [kind, tooLate])).toEqual([
      ["hour", false],
      ["tonight", true],
      ["tomorrow", true],
    ]);
  });
});

describe("fields of an outcome", () => {
  const field = (id: string, type: string) => ({ id, label: id, type });

  it("are read by their types, and left out when empty", () => {
    const fields = [
      field("a", "text"),
      field("n", "number"),
      field("b", "boolean"),
      field("d", "daysLeft"),
      field("x", "date"),
    ];
    expect(readFields(fields, { a: " 好 ", n: "1,200.5", b: "no", d: "", x: "2026-06-18" })).toEqual({
      values: { a: "好", n: 1200.5, b: false, x: "2026-06-18" },
      problems: {},
    });
  });

  it("tell what is no number, and days that are less than none", () => {
    const { problems } = readFields([field("n", "number"), field("d", "daysLeft")], { n: "三", d: "-1" });
    expect(problems).toEqual({ n: "field.number", d: "field.daysLeft" });
  });
});

describe("tags on a card", () => {
  it("warn first, then what people noted, then what rules found", () => {
    const group = { exclusive: false, syncToWecom: false };
    const taxonomy = {
      groups: [
        { ...group, id: "auto", name: "活跃度", tags: ["3天活跃"], automatic: true },
        { ...group, id: "who", name: "人群", tags: ["老人"], automatic: false },
      ],
    };
    expect(tellingTags({ tags: ["散客", "3天活跃", "老人", "不适"] }, taxonomy, 3)).toEqual([
      { tag: "不适", careful: true },
      { tag: "老人", careful: false },
      { tag: "3天活跃", careful: false },
    ]);
  });
});
