import type { FlowSummary } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import type { ApiClient } from "../api/api-client.js";
import { ApiFailure } from "../api/api-failure.js";
import { moneyWords } from "../i18n/money-words.js";
import { sayer } from "../i18n/texts.js";
import { groupTags } from "./customer/group-tags.js";
import { readCustomerSearch } from "./customers/customer-search.js";
import { filterFlows, readFlowListSearch } from "./flows/flow-list-search.js";
import { checkFile, importChecked } from "./flows/import-file.js";
import { readTagLines, takenTag } from "./settings/tags/tag-lines.js";
import { readTaskSearch } from "./tasks/task-search.js";

const flowOf = (flowId: string, part: Partial<FlowSummary> = {}): FlowSummary => ({
  flowId,
  name: flowId,
  state: "live",
  revision: 1,
  updatedAt: 0,
  updatedBy: "lead",
  nodes: 1,
  people: 0,
  openTasks: 0,
  dueToday: 0,
  problems: 0,
  ...part,
});

describe("the list of flows", () => {
  const flows = [
    flowOf("old", { state: "archived" }),
    flowOf("draft", { state: "draft", updatedAt: 9 }),
    flowOf("first", { name: "首单转化", description: "14 天", updatedAt: 1 }),
    flowOf("card", { name: "包裹卡承接", updatedAt: 5 }),
  ];
  const ids = (search: Parameters<typeof filterFlows>[1]) => filterFlows(flows, search).map(({ flowId }) => flowId);

  it("shows what is in use, live ones first, newest change first", () => {
    expect(ids({})).toEqual(["card", "first", "draft"]);
    expect(ids({ state: "all" })).toEqual(["card", "first", "draft", "old"]);
    expect(ids({ state: "archived" })).toEqual(["old"]);
    expect(ids({ q: "首单 14" })).toEqual(["first"]);
  });
});

describe("filters in the address", () => {
  it("are taken as far as they make sense", () => {
    expect(readFlowListSearch({ q: "首单", state: "live", x: 1 })).toEqual({ q: "首单", state: "live" });
    expect(readFlowListSearch({ q: "", state: "lost" })).toEqual({});
    expect(readCustomerSearch({ q: 138, tier: "高", tag: "老人", advisorId: "" })).toEqual({
      q: "138",
      tier: "高",
      tag: "老人",
    });
    expect(readTaskSearch({ advisorId: 7, state: "done", due: "2026-06-18", nodeId: "n" })).toEqual({
      advisorId: "7",
      state: "done",
      due: "2026-06-18",
    });
    expect(readTaskSearch({ state: "open", due: "some day", flowId: "f", nodeId: "n" })).toEqual({
      flowId: "f",
      nodeId: "n",
    });
  });
});

describe("importing a file", () => {
  const file = (text: string, size = text.length) => ({ size, text: async () => text });
  const apiOf = (answer: (path: string, body: unknown) => Promise<unknown>) =>
    ({ call: (_: string, path: string, options: { body?: unknown } = {}) => answer(path, options.body) }) as ApiClient; // only what an import asks for

  it("asks the server for every problem, and reads a file with a byte order mark", async () => {
    const api = apiOf(async () => ({ ok: true, diagnostics: [] }));
    expect(await checkFile(api, file('\uFEFF{"id":"a"}'))).toEqual({
      kind: "checked",
      flow: { id: "a" },
      diagnostics: [],
    });
  });

  it("refuses by itself what is no flow file at all", async () => {
    const api = apiOf(() => Promise.reject(new Error("not asked")));
    for (const text of ["hello", "[1]", "null", '"x"']) {
      expect(await checkFile(api, file(text))).toEqual({ kind: "unreadable", why: "notJson" });
    }
    expect(await checkFile(api, file("{}", 3_000_000))).toEqual({ kind: "unreadable", why: "tooLarge" });
  });

  it("offers an id of its own where the file's is taken", async () => {
    const sent: unknown[] = [];
    const api = apiOf(async (_, body) => {
      sent.push(body);
      if (sent.length === 1) throw new ApiFailure("flow.exists", "已有", 409);
      return { flowId: "a-2" };
    });
    expect(await importChecked(api, { id: "a" }, false)).toEqual({ kind: "taken" });
    expect(await importChecked(api, { id: "a" }, true)).toEqual({ kind: "imported", flowId: "a-2" });
    expect(sent[1]).toMatchObject({ flow: { id: expect.stringMatching(/^a-[a-z0-9]+$/) } });
  });

  it("hands on what the server refused with all its problems, and fails where a second try may help", async () => {
    const details = { diagnostics: [{ code: "flow.empty" }] };
    const refused = apiOf(() => Promise.reject(new ApiFailure("flow.has_problems", "有问题", 422, details)));
    expect(await importChecked(refused, {}, false)).toEqual({ kind: "refused", message: "有问题", ...details });
    const offline = apiOf(() => Promise.reject(new ApiFailure("client.offline", "断网", 0)));
    await expect(importChecked(offline, {}, false)).rejects.toThrow("断网");
  });
});

describe("tags", () => {
  const group = { exclusive: false, automatic: false, syncToWecom: false };
  const groups = [
    { ...group, id: "who", name: "人群", tags: ["老人", "孕产"] },
    { ...group, id: "what", name: "目的", tags: ["补钙"] },
  ];

  it("stand in their groups, the others behind them", () => {
    expect(groupTags(["散客", "补钙", "老人"], { groups })).toEqual([
      { name: "人群", tags: ["老人"] },
      { name: "目的", tags: ["补钙"] },
      { name: undefined, tags: ["散客"] },
    ]);
    expect(groupTags(["散客"], undefined)).toEqual([{ name: undefined, tags: ["散客"] }]);
  });

  it("are read one per line, each once, and belong to one group", () => {
    expect(readTagLines(" 老人 \n\n补钙\n老人")).toEqual(["老人", "补钙"]);
    expect(takenTag(["新", "补钙"], "who", groups)).toBe("补钙");
    expect(takenTag(["补钙"], "what", groups)).toBeUndefined();
  });
});

describe("texts", () => {
  it("fill their places, and use the word for one or for many", () => {
    const t = sayer({ zh: { n: "{count} 个" }, en: { n: "{count} {count:flow:flows}" } }, "en");
    expect([t("n", { count: 1 }), t("n", { count: 2 }), t("n")]).toEqual([
      "1 flow",
      "2 flows",
      "{count} {count:flow:flows}",
    ]);
  });

  it("write money as people do", () => {
    expect([128_000, 1_250, 0, -500].map(moneyWords)).toEqual(["¥1,280", "¥12.50", "¥0", "−¥5"]);
  });
});
