import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buttonCard, cardTaskIdOf, noticeCard, taskIdOfCard } from "./build-card.js";
import { templateCardSchema } from "./endpoints/card-shape.js";
import { cutChars } from "./request-limits.js";

const words = fc.string({ unit: "grapheme", maxLength: 200 });
const filled = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
const card = fc.record({
  title: words,
  description: fc.option(words, { nil: undefined }),
  text: fc.option(words, { nil: undefined }),
  source: fc.option(words, { nil: undefined }),
  rows: fc.array(fc.record({ name: words, value: words }), { maxLength: 12 }),
});

describe("a card", () => {
  it("always keeps to WeCom's limits, whatever its words", () => {
    const button = fc.record({ text: filled, key: fc.string({ minLength: 1, maxLength: 80 }) });
    const choice = fc.record({
      key: fc.string({ minLength: 1, maxLength: 40 }),
      options: fc.array(fc.record({ id: fc.string({ minLength: 1, maxLength: 30 }), text: filled }), { maxLength: 20 }),
      selected: fc.string(),
    });
    const id = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(card, id, fc.array(button, { minLength: 1, maxLength: 9 }), choice, (w, taskId, buttons, chosen) => {
        const built = buttonCard({
          ...w,
          taskId,
          buttons,
          choice: chosen,
          url: "https://x.example/t",
          replaceText: "好",
        });
        fc.pre(cardTaskIdOf(taskId).length <= 128);
        expect(templateCardSchema.safeParse(built).error).toBeUndefined();
        expect(templateCardSchema.safeParse(noticeCard({ ...w, url: "https://x.example/" })).error).toBeUndefined();
      }),
    );
  });

  it("cuts a long title at whole characters and shows that it did", () => {
    expect(cutChars("今天要联系的客户", 8)).toBe("今天要联系的客户");
    expect(cutChars("今天要联系的客户们", 8)).toBe("今天要联系的客…");
    // A family is one picture of several characters: it is kept whole or left out.
    expect(cutChars("好👨‍👩‍👧好好好好", 5)).toBe("好…");
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 40 }), (text, most) => {
        const cut = cutChars(text, most);
        expect([...cut].length).toBeLessThanOrEqual(most);
        if ([...text].length <= most) expect(cut).toBe(text);
      }),
    );
  });

  it("is refused where a limit cannot be met by cutting", () => {
    const built = buttonCard({ title: "t", taskId: "x".repeat(129), buttons: [] });
    const paths = templateCardSchema.safeParse(built).error?.issues.map(({ path }) => path.join("."));
    expect(paths).toEqual(expect.arrayContaining(["task_id", "button_list"]));
  });
});

describe("a task id on a card", () => {
  it("has WeCom's characters only, and comes back as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (id) => {
        expect(cardTaskIdOf(id)).toMatch(/^[0-9A-Za-z_\-@]*$/);
        expect(taskIdOfCard(cardTaskIdOf(id))).toBe(id);
      }),
    );
    expect(cardTaskIdOf("0a1b_c-d")).toBe("0a1b_c-d");
  });

  it("that is not ours is left alone", () => {
    expect(taskIdOfCard("task@someone")).toBe("task@someone");
    expect(taskIdOfCard("@ff")).toBe("@ff");
  });
});
