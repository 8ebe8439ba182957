import type { FlowFile } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CARE_FLOW, twoAdvisorsAtWork } from "../flow-files.testkit.js";
import { ORIGIN, startWecomApi, type WecomApi } from "../wecom-api.testkit.js";

const PNG = Buffer.from("89504e470d0a1a0a0000", "hex");
const DAY_MS = 24 * 3_600_000;

let w: WecomApi;
beforeEach(async () => {
  w = await startWecomApi();
});
afterEach(() => w.close());

/** Keeps a picture; gives its address. */
async function upload(bytes = PNG): Promise<string> {
  const lead = await w.api.signedIn("lead");
  const kept = await lead.post("/v1/files?name=a.png", bytes, { "content-type": "image/png" });
  return kept.json().url;
}

function flowWith(materials: object[]): FlowFile {
  const nodes = CARE_FLOW.nodes.map((node) =>
    node.type === "task" ? { ...node, data: { ...node.data, materials } } : node,
  );
  return { ...CARE_FLOW, nodes } as FlowFile; // the same flow with materials
}

describe("a material in the side bar", () => {
  it("of a task is brought to WeCom once for three days, for the advisor whose task it is", async () => {
    const url = await upload();
    await w.connect();
    const { taskOf } = await twoAdvisorsAtWork(w.api, flowWith([{ kind: "image", title: "图", url }]));
    const own = await w.api.signedIn("advisor", "a1");
    const ask = async (material = 0) => own.post("/v1/wecom/chat-messages", { taskId: await taskOf("c1"), material });
    const first = (await ask()).json().message;
    expect(first).toMatchObject({ msgtype: "image", image: { mediaid: expect.any(String) } });
    expect((await ask()).json().message).toEqual(first);
    expect(w.wecom.sim.corp().media.size).toBe(1);
    w.api.clock.advance(3 * DAY_MS);
    expect(
      (
        await (
          await w.api.signedIn("advisor", "a1")
        ).post("/v1/wecom/chat-messages", { taskId: await taskOf("c1"), material: 0 })
      ).json().message,
    ).not.toEqual(first);
    expect((await ask(1)).statusCode).toBe(404);
    const stranger = await w.api.signedIn("advisor", "a2");
    expect(
      (await stranger.post("/v1/wecom/chat-messages", { taskId: await taskOf("c1"), material: 0 })).statusCode,
    ).toBe(403);
  });

  it("of the library is made for whoever may see the item; a text is none", async () => {
    const url = await upload();
    await w.connect();
    await twoAdvisorsAtWork(w.api);
    const lead = await w.api.signedIn("lead");
    const add = async (body: object) => (await lead.post("/v1/library", body)).json().id;
    const shop = await add({ kind: "miniprogram", title: "商城", url: "pages/a", appId: "wx1", cover: url });
    const hidden = await add({ kind: "image", title: "图", url, visibility: "pool:vip" });
    const text = await add({ kind: "text", title: "话", text: "您好" });
    const advisor = await w.api.signedIn("advisor", "a1");
    const ask = (itemId: string) => advisor.post("/v1/wecom/chat-messages", { itemId });
    const { message } = (await ask(shop)).json();
    expect(message).toMatchObject({ msgtype: "miniprogram", miniprogram: { appid: "wx1", page: "pages/a.html" } });
    expect(message.miniprogram.imgUrl).toMatch(new RegExp(`^${ORIGIN}/shared/files/`));
    expect((await ask(hidden)).statusCode).toBe(404);
    expect((await ask(text)).json()).toMatchObject({ code: "material.not_found" });
  });

  it("says why it cannot be sent: no connection, no app id, WeCom's refusal", async () => {
    const url = await upload(Buffer.from("89504e47", "hex"));
    const { taskOf } = await twoAdvisorsAtWork(
      w.api,
      flowWith([
        { kind: "miniprogram", title: "商城", url: "pages/a" },
        { kind: "image", title: "图", url },
      ]),
    );
    const own = await w.api.signedIn("advisor", "a1");
    const ask = async (material: number) =>
      (await own.post("/v1/wecom/chat-messages", { taskId: await taskOf("c1"), material })).json();
    expect(await ask(0)).toMatchObject({ code: "wecom.not_configured" });
    await w.connect();
    expect(await ask(0)).toMatchObject({ code: "material.app_id_missing" });
    // WeCom takes no file below 5 bytes.
    expect(await ask(1)).toMatchObject({ code: "wecom.refused" });
  });
});

describe("an address that customers open", () => {
  it("opens its file without signing in, until it runs out, and nothing else", async () => {
    const [url, other] = [await upload(), await upload(Buffer.concat([PNG, PNG]))];
    await w.connect();
    const link = { kind: "link", title: "页", url: "https://a.cn", cover: url };
    const { taskOf } = await twoAdvisorsAtWork(w.api, flowWith([link]));
    const own = await w.api.signedIn("advisor", "a1");
    const made = await own.post("/v1/wecom/chat-messages", { taskId: await taskOf("c1"), material: 0 });
    const { pathname, search } = new URL(made.json().message.news.imgUrl);
    const open = (path: string) => w.api.app.inject(path);
    const opened = await open(pathname + search);
    expect([opened.statusCode, opened.headers["content-type"]]).toEqual([200, "image/png"]);
    expect(opened.rawPayload).toEqual(PNG);
    expect((await open(url)).statusCode).toBe(401);
    const wrong = [
      `/shared${other}${search}`,
      pathname,
      pathname + search.replace(/until=\d+/, (part) => `until=${Number(part.slice(6)) + 1}`),
      pathname + search.replace(/sign=./, "sign=_"),
      `${pathname}${search}x`,
      `/shared/files/..%2f..%2fsopflow.db${search}`,
    ];
    for (const path of wrong) expect((await open(path)).statusCode, path).toBeGreaterThanOrEqual(400);
    w.api.clock.advance(92 * DAY_MS);
    expect((await open(pathname + search)).statusCode).toBe(404);
  });
});
