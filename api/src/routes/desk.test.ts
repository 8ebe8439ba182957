import { deliveryRecords } from "@sopflow/engine/wecom";
import { advisorSchema, type Task } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NOON, startTestApi, type TestApi } from "../test-api.testkit.js";

const DAY_MS = 86_400_000;

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
  const advisors = [
    { id: "amy", name: "小艾", pools: ["default", "nutritionist"] },
    { id: "bob", name: "小波" },
    { id: "gone", name: "小郭", active: false },
  ];
  await api.store.brand.saveAdvisors(advisors.map((advisor) => advisorSchema.parse(advisor)));
  await befriend("c1", "amy");
  await befriend("c2", "bob");
});
afterEach(() => api.close());

async function befriend(customer: string, advisorId: string): Promise<void> {
  const event = { id: customer, source: "test", type: "friend.added", customer, props: { advisorId, name: customer } };
  await api.engine.post([{ ...event, at: new Date(NOON).toISOString() }], { origin: "system" });
  await api.engine.runUntilIdle();
}

describe("notes about a customer", () => {
  it("are written by its advisor and read by leads, newest first", async () => {
    const [amy, bob, lead] = [
      await api.signedIn("advisor", "amy"),
      await api.signedIn("advisor", "bob"),
      await api.signedIn("lead"),
    ];
    expect((await amy.post("/v1/customers/c1/notes", { text: " 孕早期，忌甜 " })).statusCode).toBe(201);
    api.clock.advance(1_000);
    await lead.post("/v1/customers/c1/notes", { text: "老客户介绍来的" });
    const notes = (await amy.get("/v1/customers/c1/notes")).json().items;
    expect(notes.map(({ text, by }: { text: string; by: string }) => [text, by])).toEqual([
      ["老客户介绍来的", "lead"],
      ["孕早期，忌甜", "amy"],
    ]);
    expect((await bob.get("/v1/customers/c1/notes")).statusCode).toBe(404);
    expect((await amy.post("/v1/customers/c1/notes", { text: "  " })).statusCode).toBe(400);
  });

  it("are removed by whoever wrote them, or by a lead", async () => {
    const [amy, lead] = [await api.signedIn("advisor", "amy"), await api.signedIn("lead")];
    const { id } = (await lead.post("/v1/customers/c1/notes", { text: "a" })).json();
    const own = (await amy.post("/v1/customers/c1/notes", { text: "b" })).json();
    expect((await amy.delete(`/v1/customers/c1/notes/${id}`)).json().code).toBe("note.not_yours");
    expect((await amy.delete(`/v1/customers/c1/notes/${own.id}`)).statusCode).toBe(204);
    expect((await lead.delete(`/v1/customers/c2/notes/${id}`)).json().code).toBe("note.not_found");
    expect((await lead.delete(`/v1/customers/c1/notes/${id}`)).statusCode).toBe(204);
    expect((await lead.get("/v1/customers/c1/notes")).json().items).toEqual([]);
  });
});

describe("a promise to call", () => {
  it("waits in the advisor's list until it is kept", async () => {
    const [amy, bob] = [await api.signedIn("advisor", "amy"), await api.signedIn("advisor", "bob")];
    const at = NOON + DAY_MS;
    const made = (await amy.post("/v1/customers/c1/reminders", { at, text: "周二回电" })).json();
    expect(made).toMatchObject({ advisorId: "amy", customerName: "c1", at, state: "open" });
    expect((await bob.get("/v1/reminders")).json().items).toEqual([]);
    expect((await bob.post(`/v1/reminders/${made.id}/done`)).statusCode).toBe(404);
    expect((await amy.get("/v1/reminders")).json().items).toHaveLength(1);
    expect((await amy.post(`/v1/reminders/${made.id}/done`)).json().state).toBe("done");
    expect((await amy.get("/v1/reminders")).json().items).toEqual([]);
  });

  it("cannot be made for a time that has passed", async () => {
    const amy = await api.signedIn("advisor", "amy");
    const late = await amy.post("/v1/customers/c1/reminders", { at: NOON - 1, text: "回电" });
    expect([late.statusCode, late.json().code]).toEqual([422, "reminder.past"]);
  });
});

describe("the library", () => {
  const text = (title: string, more: object = {}) => ({ kind: "text", title, text: `${title}的话`, ...more });
  const titles = async (caller: Awaited<ReturnType<TestApi["signedIn"]>>, query = "") =>
    (await caller.get(`/v1/library${query}`)).json().items.map(({ title }: { title: string }) => title);

  it("shows everybody's, one's pool's and one's own", async () => {
    const [lead, amy, bob] = [
      await api.signedIn("lead"),
      await api.signedIn("advisor", "amy"),
      await api.signedIn("advisor", "bob"),
    ];
    await lead.post("/v1/library", text("大家"));
    await lead.post("/v1/library", text("营养师", { visibility: "pool:nutritionist" }));
    await amy.post("/v1/library", text("我的", { visibility: "all" }));
    expect((await titles(amy)).sort()).toEqual(["大家", "我的", "营养师"].sort());
    expect(await titles(bob)).toEqual(["大家"]);
    expect((await titles(lead)).sort()).toEqual(["大家", "营养师"].sort());
  });

  it("finds by words, folder, kind and favourites, favourites first", async () => {
    const lead = await api.signedIn("lead");
    const amy = await api.signedIn("advisor", "amy");
    await lead.post("/v1/library", text("甲", { folder: "首单" }));
    const { id } = (await lead.post("/v1/library", text("乙", { folder: "补货" }))).json();
    await lead.post("/v1/library", { kind: "link", title: "直播间", url: "https://live.example", folder: "补货" });
    expect((await amy.put(`/v1/library/${id}/favourite`, { favourite: true })).statusCode).toBe(204);
    expect((await titles(amy))[0]).toBe("乙");
    expect(await titles(amy, "?favourites=true")).toEqual(["乙"]);
    expect(await titles(lead, "?favourites=true")).toEqual([]);
    expect(await titles(amy, `?search=${encodeURIComponent("甲的")}`)).toEqual(["甲"]);
    expect(await titles(amy, "?kind=link")).toEqual(["直播间"]);
    expect((await amy.get("/v1/library")).json().folders).toHaveLength(2);
    await amy.put(`/v1/library/${id}/favourite`, { favourite: false });
    expect(await titles(amy, "?favourites=true")).toEqual([]);
  });

  it("lets an advisor keep an own wording, and not change another's", async () => {
    const [lead, amy] = [await api.signedIn("lead"), await api.signedIn("advisor", "amy")];
    const { id } = (await lead.post("/v1/library", text("欢迎"))).json();
    expect((await amy.put(`/v1/library/${id}`, text("改了"))).json().code).toBe("library.not_yours");
    const own = (await amy.post("/v1/library", text("我的欢迎", { variantOf: id }))).json();
    expect(own).toMatchObject({ variantOf: id, visibility: "own", editable: true });
    expect((await amy.put(`/v1/library/${own.id}`, text("更好的欢迎"))).json().title).toBe("更好的欢迎");
    expect((await amy.delete(`/v1/library/${own.id}`)).statusCode).toBe(204);
    expect((await amy.post("/v1/library", { kind: "link", title: "没有地址" })).statusCode).toBe(400);
  });

  it("keeps files, each once, and gives them back as they were", async () => {
    const lead = await api.signedIn("lead");
    const send = (type: string, bytes: Buffer) =>
      lead.post("/v1/files?name=a.png", bytes, { "content-type": type }) as ReturnType<typeof lead.post>;
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
    const first = await send("image/png", bytes);
    expect(first.statusCode).toBe(201);
    expect((await send("image/png", bytes)).json().url).toBe(first.json().url);
    const back = await lead.get(first.json().url);
    expect([back.headers["content-type"], back.rawPayload.equals(bytes)]).toEqual(["image/png", true]);
    expect((await send("text/html", Buffer.from("<script>"))).json().code).toBe("file.type_unknown");
    expect((await send("image/png", Buffer.alloc(0))).json().code).toBe("file.empty");
    expect((await lead.get("/files/00000000000000000000000000000000.png")).statusCode).toBe(404);
    expect((await api.as("intake").get(first.json().url)).statusCode).toBe(403);
  });
});

describe("a lead's view of the team", () => {
  const task = (id: string, more: Partial<Task>): Task => ({
    id,
    customerId: "c1",
    flowId: "f",
    version: 1,
    nodeId: "n",
    enrollmentId: "e",
    visit: 1,
    title: "联系",
    text: "您好",
    scriptId: "s",
    materials: [],
    channel: "chat",
    purpose: "marketing",
    scope: "customer",
    priority: 50,
    flowPriority: 50,
    advisorId: "amy",
    assign: "owner",
    fallback: "pool:default",
    why: { kind: "entry", at: NOON },
    plannedAt: NOON - DAY_MS,
    issuedAt: NOON - DAY_MS,
    dueAt: NOON - 1_000,
    expiresAt: NOON + 3 * DAY_MS,
    waits: true,
    outcomes: [],
    skipReasons: [],
    state: "open",
    ...more,
  });
  const put = (tasks: Task[]) =>
    api.store.commit({
      customers: [],
      newTasks: tasks,
      taskPatches: [],
      taskCloses: [],
      enrollments: [],
      trace: [],
      counters: [],
      notifications: [],
      alerts: [],
      append: [],
      schedules: [],
      erase: [],
    });

  it("counts what is done, late and skipped, and ranks by on-time rate", async () => {
    const done = { state: "done", closedAt: NOON - 2_000, result: { at: NOON - 2_000, intent: "praise" } } as const;
    await put([
      task("late", {}),
      task("later", { dueAt: NOON + 1_000, issuedAt: NOON - 3_000 }),
      task("old", { dueAt: NOON - 20 * DAY_MS }),
      task("done", { ...done, issuedAt: NOON - 3_000 }),
      task("skip", { state: "skipped", closedAt: NOON, result: { at: NOON, skipReason: "just_talked" } }),
      task("gone", { state: "withdrawn", closedAt: NOON, issuedAt: NOON - 3_000 }),
      task("bobs", { advisorId: "bob", state: "done", closedAt: NOON - 5_000 }),
    ]);
    const lead = await api.signedIn("lead");
    const { items } = (await lead.get("/v1/team")).json();
    expect(items.map(({ advisorId }: { advisorId: string }) => advisorId)).toEqual(["bob", "amy", "gone"]);
    expect(items[1]).toMatchObject({
      open: 3,
      overdue: 2,
      dueToday: 1,
      doneToday: 1,
      contactsToday: 2,
      fellDue: 3,
      onTimeRate: 1 / 3,
      praises: 1,
      skips: [{ reason: "just_talked", count: 1 }],
      unconfirmedSends: 0,
    });
    expect(items[0]).toMatchObject({ onTimeRate: 1 });
    expect(items[2].onTimeRate).toBeUndefined();
  });

  it("lets what was late already count for who let it become late, not for whom it was handed to", async () => {
    const handed = (at: number) => ({ advisorId: "bob", handedOn: [{ from: "amy", at }] });
    const done = { state: "done", closedAt: NOON - 10 } as const;
    await put([
      task("late when handed on", { ...handed(NOON - 500), dueAt: NOON - 1_000 }),
      task("late, then done", { ...handed(NOON - 500), dueAt: NOON - 1_000, ...done }),
      task("in time when handed on", { ...handed(NOON - 2_000), dueAt: NOON - 1_000 }),
      task("done in time", { dueAt: NOON - 5, ...done }),
    ]);
    const lead = await api.signedIn("lead");
    const { items } = (await lead.get("/v1/team")).json();
    const of = (id: string) => items.find(({ advisorId }: { advisorId: string }) => advisorId === id);
    expect(of("amy")).toMatchObject({ open: 0, overdue: 0, doneToday: 1, fellDue: 3, onTimeRate: 1 / 3 });
    // What is open is to be done by who has it now.
    expect(of("bob")).toMatchObject({ open: 2, overdue: 2, doneToday: 1, fellDue: 1, onTimeRate: 0 });
    const behind = async (id: string) => {
      const query = `answerableId=${id}&state=open,done,skipped,expired&dueFrom=${NOON - 7 * DAY_MS}&dueBefore=${NOON}`;
      return (await lead.get(`/v1/tasks?${query}`)).json().items.map((found: Task) => found.id);
    };
    expect([(await behind("amy")).length, await behind("bob")]).toEqual([3, ["in time when handed on"]]);
  });

  it("counts what was done and skipped today, however long ago it was due", async () => {
    const old = { dueAt: NOON - 20 * DAY_MS, closedAt: NOON - 1_000 };
    await put([
      task("done", { ...old, state: "done" }),
      task("skipped", { ...old, state: "skipped", result: { at: NOON, skipReason: "other" } }),
      task("yesterday", { ...old, state: "done", closedAt: NOON - DAY_MS }),
    ]);
    const lead = await api.signedIn("lead");
    const amy = (await lead.get("/v1/team")).json().items.find((one: { advisorId: string }) => one.advisorId === "amy");
    expect(amy).toMatchObject({ doneToday: 1, fellDue: 0, skips: [{ reason: "other", count: 1 }] });
    const list = await lead.get(`/v1/tasks?advisorId=amy&state=done&closedFrom=${NOON - 10 * 3_600_000}`);
    expect(list.json().items.map((found: Task) => found.id)).toEqual(["done"]);
  });

  it("tells open tasks in group sends that wait for a confirmation, as many as the list behind", async () => {
    const send = (state: "created" | "planned", open: Record<string, string>) => ({
      state,
      advisorId: "amy",
      userId: "amy",
      text: "",
      materials: [],
      open,
      plannedAt: NOON,
      attempts: 1,
      polls: 0,
      remindedAt: [],
      counts: { sent: 0, notFriend: 0, limit: 0, withdrawn: 0 },
    });
    const { groupSends } = deliveryRecords(api.store.records);
    await groupSends.put({ id: "g", doc: send("created", { x1: "one", x2: "two", x3: "gone" }) });
    await groupSends.put({ id: "h", doc: { ...send("created", { x4: "sure" }), confirmedAt: NOON } });
    await groupSends.put({ id: "i", doc: send("planned", { x5: "planned" }) });
    const channel = "group_send";
    await put([
      ...["one", "two", "sure", "planned"].map((id) => task(id, { channel })),
      task("gone", { channel, state: "withdrawn", closedAt: NOON }),
    ]);
    const lead = await api.signedIn("lead");
    const amy = (await lead.get("/v1/team")).json().items.find((one: { advisorId: string }) => one.advisorId === "amy");
    const list = (await lead.get("/v1/tasks?advisorId=amy&state=open&unconfirmed=true")).json().items;
    expect([amy.unconfirmedSends, list.map(({ id }: Task) => id).sort()]).toEqual([2, ["one", "two"]]);
  });

  it("is not for advisors", async () => {
    expect((await (await api.signedIn("advisor", "amy")).get("/v1/team")).statusCode).toBe(403);
  });

  it("nudges an advisor once an hour", async () => {
    const lead = await api.signedIn("lead");
    const nudge = async (id: string) => (await lead.post(`/v1/team/${id}/nudge`, {})).json();
    expect(await nudge("amy")).toEqual({ status: "queued" });
    expect(await nudge("amy")).toEqual({ status: "too_soon" });
    expect((await nudge("nobody")).code).toBe("advisor.not_found");
  });
});
