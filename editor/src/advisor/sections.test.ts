import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countTasks, filterTasks, SECTIONS, sectionOf, sortIntoSections } from "./sections.js";
import { HOUR, NOW, taskOf, ZONE } from "./tasks.testkit.js";

const context = { now: NOW, zone: ZONE };

describe("sections of the list", () => {
  it("goes by the deadline in the brand's day: past, within two hours, today, later", () => {
    expect(sectionOf(taskOf({ dueAt: NOW }), context)).toBe("overdue");
    expect(sectionOf(taskOf({ dueAt: NOW + 2 * HOUR }), context)).toBe("now");
    // 23:59 and 00:00 in Shanghai.
    expect(sectionOf(taskOf({ dueAt: NOW + 14 * HOUR - 60_000 }), context)).toBe("today");
    expect(sectionOf(taskOf({ dueAt: NOW + 14 * HOUR }), context)).toBe("later");
  });

  it("keeps what was put off for later until its time has come, however late it is", () => {
    const late = { dueAt: NOW - HOUR };
    expect(sectionOf(taskOf({ ...late, postponedUntil: NOW + 1 }), context)).toBe("later");
    expect(sectionOf(taskOf({ ...late, postponedUntil: NOW }), context)).toBe("overdue");
  });

  it("puts the tasks of one customer on one card, and staff work on cards of its own", () => {
    const { now } = sortIntoSections(
      [
        taskOf({ id: "t1", dueAt: NOW + HOUR }),
        taskOf({ id: "t2", customerId: "c2", dueAt: NOW + 10 }),
        taskOf({ id: "t3", dueAt: NOW + 20 }),
        taskOf({ id: "t4", scope: "advisor", dueAt: NOW + 30 }),
      ],
      context,
    );
    expect(now.map(({ customerId, tasks }) => [customerId, tasks.map(({ id }) => id)])).toEqual([
      ["c2", ["t2"]],
      ["c1", ["t3", "t1"]],
      [undefined, ["t4"]],
    ]);
  });

  it("puts everything for one customer and day on one card, where the most urgent of it belongs", () => {
    const tomorrow = NOW + 20 * HOUR;
    const { overdue, now, today, later } = sortIntoSections(
      [
        taskOf({ id: "due", dueAt: NOW + HOUR }),
        taskOf({ id: "late", flowId: "care", dueAt: NOW - 30 * HOUR }),
        taskOf({ id: "tonight", flowId: "campaign", dueAt: NOW + 9 * HOUR }),
        taskOf({ id: "tomorrow", dueAt: tomorrow }),
        taskOf({ id: "tomorrow too", dueAt: tomorrow + HOUR }),
        taskOf({ id: "in three days", dueAt: tomorrow + 48 * HOUR }),
        taskOf({ id: "put off", dueAt: NOW - HOUR, postponedUntil: tomorrow }),
        taskOf({ id: "of another advisor", advisorId: "a2", dueAt: NOW - HOUR }),
      ],
      context,
      [
        {
          id: "p",
          customerId: "c1",
          advisorId: "a1",
          text: "回电话",
          at: NOW + 3 * HOUR,
          state: "open",
        },
      ],
    );
    const ids = (cards: typeof now) => cards.map(({ tasks, promises }) => [...tasks, ...promises].map(({ id }) => id));
    expect({ overdue: ids(overdue), now: ids(now), today: ids(today), later: ids(later) }).toEqual({
      overdue: [["late", "due", "tonight", "p"], ["of another advisor"]],
      now: [],
      today: [],
      later: [["put off", "tomorrow", "tomorrow too"], ["in three days"]],
    });
    const keys = [...overdue, ...later].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("puts the more important first where deadlines are the same", () => {
    const tasks = [
      taskOf({ id: "a", customerId: "1", priority: 10 }),
      taskOf({ id: "b", customerId: "2", priority: 90 }),
    ];
    expect(sortIntoSections(tasks, context).now.map(({ customerId }) => customerId)).toEqual(["2", "1"]);
  });

  it("loses and doubles no task, whatever their times", () => {
    const task = fc.record({
      dueAt: fc.integer({ min: NOW - 50 * HOUR, max: NOW + 50 * HOUR }),
      postponedUntil: fc.option(fc.integer({ min: NOW - HOUR, max: NOW + 50 * HOUR }), { nil: undefined }),
      customerId: fc.constantFrom("c1", "c2", "c3"),
    });
    fc.assert(
      fc.property(fc.array(task, { maxLength: 30 }), (parts) => {
        const tasks = parts.map(({ postponedUntil, ...part }, i) =>
          taskOf({ id: `t${i}`, ...part, ...(postponedUntil !== undefined && { postponedUntil }) }),
        );
        const sections = sortIntoSections(tasks, context);
        const ids = SECTIONS.flatMap((name) => sections[name].flatMap((card) => card.tasks.map(({ id }) => id)));
        expect(ids.sort()).toEqual(tasks.map(({ id }) => id).sort());
        expect(SECTIONS.reduce((sum, name) => sum + countTasks(sections[name]), 0)).toBe(tasks.length);
      }),
    );
  });

  it("finds tasks by every word of a search, in name, title or text, and by channel", () => {
    const tasks = [
      taskOf(),
      taskOf({ id: "t2", customerName: "李先生", title: "电话关怀", text: "", channel: "phone" }),
    ];
    const ids = (search: string, channel?: "phone") => filterTasks(tasks, { search, channel }).map(({ id }) => id);
    expect(ids("王女士 回访")).toEqual(["t1"]);
    expect(ids("王女士 关怀")).toEqual([]);
    expect(ids("", "phone")).toEqual(["t2"]);
  });
});
