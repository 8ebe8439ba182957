import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryCounters } from "./counter-store.js";
import { FakeClock } from "./fake-clock.testkit.js";
import { RateBudget } from "./rate-budget.js";
import { APP, ending, ScriptedWecom } from "./scripted-wecom.testkit.js";
import { WindowCounter } from "./window-counter.js";

const text = (content: string, ...users: string[]) => ({
  to: { users },
  message: { msgtype: "text", text: { content } } as const,
});

describe("a window", () => {
  it("never lets more through than its limit, in any stretch of its length", () => {
    const steps = fc.array(fc.tuple(fc.nat(40_000), fc.integer({ min: 1, max: 4 })), { maxLength: 80 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 4, max: 12 }), (tries, most) => {
        const counter = new WindowCounter({ most, windowMs: 60_000 });
        const taken: { at: number; weight: number }[] = [];
        let now = 1_000_003;
        for (const [later, weight] of tries) {
          now += later;
          const at = counter.roomAt(now, weight);
          expect(at).toBeGreaterThanOrEqual(now);
          // Room is never more than a window and one of its parts away.
          expect(at - now).toBeLessThanOrEqual(61_000);
          now = at;
          expect(counter.roomAt(now, weight)).toBe(now);
          counter.add(now, weight);
          taken.push({ at: now, weight });
        }
        for (const { at } of taken) {
          const inside = taken.filter((one) => one.at > at - 60_000 && one.at <= at);
          expect(inside.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it("of a day ends at midnight in China", () => {
    const counter = new WindowCounter({ most: 1, windowMs: 86_400_000, calendarDay: true });
    const evening = Date.parse("2026-06-18T23:59:00+08:00");
    counter.add(evening, 1);
    expect(counter.roomAt(evening, 1)).toBe(Date.parse("2026-06-19T00:00:00+08:00"));
  });
});

describe("a budget", () => {
  const need = { key: "k", limits: [{ most: 2, windowMs: 60_000 }], weight: 1, saveEvery: 1 };

  it("lets callers in by their order, and those past their patience go without holding the others up", async () => {
    const clock = new FakeClock();
    const budget = new RateBudget({ clock, store: memoryCounters(), onTrouble: () => {} });
    const order: string[] = [];
    const take = (name: string, patienceMs: number) =>
      budget.take([need], clock.now() + patienceMs).then(
        () => order.push(name),
        () => order.push(`${name} gave up`),
      );
    await clock.run(Promise.all([take("a", 0), take("b", 0), take("c", 90_000), take("d", 5_000), take("e", 90_000)]));
    expect(order).toEqual(["a", "b", "d gave up", "c", "e"]);
    expect(clock.sleepers).toBe(0);
  });

  it("is remembered over a restart", async () => {
    const clock = new FakeClock();
    const store = memoryCounters();
    const budget = () => new RateBudget({ clock, store, onTrouble: () => {} });
    const first = budget();
    await clock.run(first.take([need], clock.now()));
    await clock.run(first.take([need], clock.now()));
    const refused = clock.run(ending(budget().take([need], clock.now())));
    expect(await refused).toMatchObject({ name: "BudgetExceededError" });
  });

  it("goes on counting when the store fails", async () => {
    const clock = new FakeClock();
    const troubles: string[] = [];
    const broken = { load: () => Promise.reject(new Error("down")), save: () => Promise.reject(new Error("down")) };
    const budget = new RateBudget({ clock, store: broken, onTrouble: (key) => troubles.push(key) });
    await clock.run(budget.take([need, { ...need, key: "l" }], clock.now()));
    expect(new Set(troubles)).toEqual(new Set(["k", "l"]));
  });
});

describe("app messages to one member", () => {
  it("go out at most 30 a minute; the others wait in their order instead of being dropped by WeCom", async () => {
    const wecom = new ScriptedWecom();
    const app = wecom.app();
    const sends = Array.from({ length: 40 }, (_, i) => app.messages.send(text(`no ${i}`, i % 2 ? "Zhang" : "zhang")));
    await wecom.clock.run(Promise.all(sends));
    const calls = wecom.of("message/send");
    const start = calls[0]?.at ?? 0;
    expect(calls.map(({ body }) => body.text)).toEqual(Array.from({ length: 40 }, (_, i) => ({ content: `no ${i}` })));
    expect(calls.filter(({ at }) => at - start < 60_000)).toHaveLength(30);
    expect(calls.slice(30).every(({ at }) => at - start >= 60_000)).toBe(true);
  });

  it("do not hold up messages to others", async () => {
    const wecom = new ScriptedWecom();
    const app = wecom.app({ apps: [{ ...APP, accounts: 100 }] });
    const toOne = Array.from({ length: 31 }, (_, i) => app.messages.send(text(`no ${i}`, "zhang")));
    const start = wecom.clock.now();
    const toOther = app.messages.send(text("hi", "li")).then(() => wecom.clock.now());
    await wecom.clock.run(Promise.all(toOne));
    expect((await toOther) - start).toBe(0);
  });

  it("beyond 1,000 an hour fail with the time when they may go", async () => {
    const wecom = new ScriptedWecom();
    const limits = { perMember: [{ most: 3, windowMs: 3_600_000 }] };
    const app = wecom.app({ limits });
    for (let i = 0; i < 3; i++) await wecom.clock.run(app.messages.send(text(`no ${i}`, "zhang")));
    const error = await wecom.clock.run(ending(wecom.app({ limits }).messages.send(text("no 4", "zhang"))));
    expect(error).toMatchObject({ class: "rateLimit", outcome: "later", retryAt: expect.any(Number) });
    expect(wecom.of("message/send")).toHaveLength(3);
  });

  it("are at most 200 a day for each account of the corp", async () => {
    const wecom = new ScriptedWecom();
    const app = wecom.app({ apps: [{ ...APP, accounts: 2 }], limits: { dailyPerAccount: 2 } });
    await wecom.clock.run(app.messages.send(text("a", "zhang", "li", "wang")));
    const error = await wecom.clock.run(ending(app.messages.send(text("b", "zhang", "li"))));
    expect(error).toMatchObject({ class: "rateLimit", retryAt: Date.parse("2026-06-19T00:00:00+08:00") });
    await wecom.clock.run(app.messages.send(text("c", "zhang")));
    expect(await wecom.clock.run(ending(app.messages.send(text("d", "a", "b", "c", "d", "e"))))).toMatchObject({
      class: "rateLimit",
      retryable: false,
    });
  });
});

describe("calls of one interface", () => {
  it("keep to the corp's limit over all its apps", async () => {
    const wecom = new ScriptedWecom();
    const apps = [APP, { ...APP, id: "b", agentId: 3 }, { ...APP, id: "c", corpId: "ww2" }];
    const client = wecom.client({ apps, limits: { perApi: [{ most: 4, windowMs: 60_000 }] } });
    const start = wecom.clock.now();
    const calls = ["main", "b", "c"].flatMap((id) => [1, 2, 3].map(() => client.app(id).tags.list({})));
    await wecom.clock.run(Promise.all(calls));
    const times = wecom.of("externalcontact/get_corp_tag_list").map(({ at }) => at - start);
    expect(times.filter((at) => at < 60_000)).toHaveLength(7);
    expect(times).toHaveLength(9);
  });

  it("run at most five at a time where they change customers, and fewer after WeCom says so", async () => {
    const wecom = new ScriptedWecom();
    let running = 0;
    const most: number[] = [];
    wecom.on("externalcontact/remark", async () => {
      const no = most.length + 1;
      running++;
      most.push(running);
      await wecom.clock.sleep(1_000);
      running--;
      return { errcode: no === 20 ? 45033 : 0 };
    });
    const app = wecom.app();
    const remark = { userid: "zhang", external_userid: "wm1", remark: "x" };
    await wecom.clock.run(Promise.all(Array.from({ length: 40 }, () => app.contacts.remark(remark))));
    expect(Math.max(...most)).toBe(5);
    expect(Math.max(...most.slice(25))).toBe(2);
    expect(most).toHaveLength(41);
  });

  it("remind of a group send three times in 24 hours", async () => {
    const wecom = new ScriptedWecom();
    const app = wecom.app();
    for (let i = 0; i < 3; i++) await wecom.clock.run(app.groupSends.remind({ msgid: "m1" }));
    expect(await wecom.clock.run(ending(app.groupSends.remind({ msgid: "m1" })))).toMatchObject({ class: "rateLimit" });
    await wecom.clock.run(app.groupSends.remind({ msgid: "m2" }));
    expect(wecom.of("externalcontact/remind_groupmsg_send")).toHaveLength(4);
  });
});
