import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, get, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDemoSim, DEMO_SIM } from "@sopflow/engine";
import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { createSimClock } from "./sim-clock.js";
import { type RunningSim, type SimServerOptions, startSimServer } from "./sim-server.js";

const START = Date.UTC(2026, 2, 2, 2);
const HTML = { accept: "text/html" };
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Heard {
  readonly url: string;
  readonly body: string;
}

/** A receiver on a port of its own that answers with the given statuses, the last one for all that follow. */
async function listen(...statuses: number[]): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server: Server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += String(piece);
    heard.push({ url: request.url ?? "", body });
    response.statusCode = statuses[Math.min(heard.length, statuses.length) - 1] ?? 200;
    response.end("");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo; // a TCP server's address is one
  return { url: `http://127.0.0.1:${port}`, heard };
}

async function start(options: Partial<SimServerOptions> & { callbackUrl?: string } = {}): Promise<RunningSim> {
  const { callbackUrl, ...rest } = options;
  // Time stands still unless the test moves it: nothing depends on how fast this machine is.
  const clock = options.clock ?? createSimClock(() => START);
  const pace = { answerMs: [0, 0], callbackMs: [0, 0], callbackRetryMs: 0, dispatchMs: [0, 0] } as const;
  const sim = createDemoSim({ callbackUrl, pace }, clock.now());
  const folder = mkdtempSync(join(tmpdir(), "sopflow-sim-"));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "wecom-sim.html"), "<title>sim</title>");
  const running = await startSimServer({ sim, clock, port: 0, pageFolder: folder, ...rest });
  closing.push(() => running.close());
  return running;
}

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

/** Reads an answer by the part of it that a test looks at. */
const read = async <T>(answer: Response, schema: z.ZodType<T>): Promise<T> => schema.parse(await answer.json());

const journalShape = z.object({ callbacks: z.array(z.unknown()) });
const lastCallback = async ({ url }: RunningSim) =>
  (await read(await fetch(`${url}/sim/journal`), journalShape)).callbacks.at(-1);

async function token({ url }: RunningSim): Promise<string> {
  const query = `corpid=${DEMO_SIM.corpid}&corpsecret=${DEMO_SIM.secret}`;
  const answer = await fetch(`${url}/cgi-bin/gettoken?${query}`);
  return (await read(answer, z.object({ access_token: z.string() }))).access_token;
}

const scan = { type: "customer.scan", state: "package-card", name: "王女士" };

describe("the simulated WeCom over HTTP", () => {
  it("answers calls, takes uploads, and does not know other paths", async () => {
    const sim = await start();
    const access = await token(sim);
    const list = await fetch(`${sim.url}/cgi-bin/externalcontact/get_follow_user_list?access_token=${access}`);
    expect(await list.json()).toMatchObject({ errcode: 0, follow_user: expect.arrayContaining(["adv-linxiaowen"]) });
    const form = new FormData();
    form.append("media", new Blob(["some picture"]), "a.png");
    const upload = `${sim.url}/cgi-bin/media/upload?type=image&access_token=${access}`;
    const uploaded = await fetch(upload, { method: "POST", body: form });
    expect(await uploaded.json()).toMatchObject({ errcode: 0, type: "image", media_id: expect.any(String) });
    const torn = await fetch(`${sim.url}/cgi-bin/message/send?access_token=${access}`, { method: "POST", body: "{" });
    expect(await torn.json()).toMatchObject({ errcode: 47_001 });
    expect((await fetch(`${sim.url}/cgi-bin/nothing`)).status).toBe(404);
  });

  it("pushes what happened to the callback address, and again until it is acknowledged", async () => {
    const product = await listen(500, 500, 200);
    const sim = await start({ callbackUrl: `${product.url}/wecom/callback` });
    expect((await post(`${sim.url}/sim/acts`, scan)).status).toBe(200);
    await vi.waitFor(() => expect(product.heard).toHaveLength(3));
    expect(product.heard[0]?.url).toMatch(/^\/wecom\/callback\?msg_signature=[0-9a-f]{40}&timestamp=\d+&nonce=\d+$/);
    expect(product.heard[0]?.body).toContain("<Encrypt>");
    await vi.waitFor(async () => expect(await lastCallback(sim)).toMatchObject({ state: "delivered", attempts: 3 }));
  });

  it("gives up a callback after three attempts", async () => {
    const product = await listen(503);
    const sim = await start({ callbackUrl: product.url });
    await post(`${sim.url}/sim/acts`, scan);
    await vi.waitFor(async () =>
      expect(await lastCallback(sim)).toMatchObject({ state: "givenUp", attempts: 3, lastStatus: 503 }),
    );
    expect(product.heard).toHaveLength(3);
  });

  it("closes connections while WeCom is down, and comes back when the clock has moved on", async () => {
    const sim = await start();
    await post(`${sim.url}/sim/faults`, { down: { from: START, until: START + 3_600_000, how: "refused" } });
    await expect(token(sim)).rejects.toThrow();
    await post(`${sim.url}/sim/clock`, { advanceMs: 3_600_000 });
    expect(await token(sim)).toMatch(/^\w{200,}$/);
  });
});

describe("signing in", () => {
  const query = (more: string) =>
    `/connect/oauth2/authorize?appid=${DEMO_SIM.corpid}&agentid=${DEMO_SIM.agentid}&response_type=code` +
    `&scope=snsapi_base&state=s1&redirect_uri=${encodeURIComponent("http://127.0.0.1:4870/advisor")}${more}`;

  it("asks who you are, and goes back with a code that names the advisor", async () => {
    const sim = await start();
    const asked = await fetch(sim.url + query(""), { headers: HTML });
    expect(await asked.text()).toContain("林晓雯");
    const gone = await fetch(sim.url + query("&sim_userid=adv-linxiaowen"), { redirect: "manual" });
    const target = new URL(gone.headers.get("location") ?? "");
    expect([gone.status, target.pathname, target.searchParams.get("state")]).toEqual([302, "/advisor", "s1"]);
    const info = `${sim.url}/cgi-bin/auth/getuserinfo?access_token=${await token(sim)}&code=${target.searchParams.get("code")}`;
    expect(await (await fetch(info)).json()).toMatchObject({ errcode: 0, userid: "adv-linxiaowen" });
    expect(await (await fetch(info)).json()).toMatchObject({ errcode: 40_029 });
  });

  it("takes the advisor whom the page plays without asking", async () => {
    const sim = await start();
    const cookie = "wecom_sim_userid=adv-zhouyutong";
    const gone = await fetch(sim.url + query(""), { redirect: "manual", headers: { cookie } });
    expect(gone.status).toBe(302);
  });

  it("says in words what WeCom would refuse", async () => {
    const sim = await start();
    const refused = await fetch(sim.url + query("").replace("snsapi_base", "everything"));
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("scope")]);
  });
});

describe("the control interface", () => {
  it("says what is wrong with an act, and why one cannot be done now", async () => {
    const sim = await start();
    expect((await post(`${sim.url}/sim/acts`, { type: "customer.fly" })).status).toBe(400);
    const refused = await post(`${sim.url}/sim/acts`, { ...scan, state: "no-such-code" });
    expect([refused.status, await refused.json()]).toEqual([409, { message: "there is no such channel code" }]);
  });

  it("gives a new picture only after something changed", async () => {
    const sim = await start();
    const shape = z.object({
      revision: z.string(),
      corp: z.object({ codes: z.array(z.object({ remark: z.string() })) }),
    });
    const state = await read(await fetch(`${sim.url}/sim/state`), shape);
    expect(state.corp.codes.map(({ remark }) => remark)).toContain("包裹卡");
    expect((await fetch(`${sim.url}/sim/state?after=${state.revision}`)).status).toBe(204);
    await post(`${sim.url}/sim/acts`, scan);
    expect((await fetch(`${sim.url}/sim/state?after=${state.revision}`)).status).toBe(200);
  });

  it("shows a code's picture where the interface says it is", async () => {
    const sim = await start();
    const access = await token(sim);
    const body = { type: 2, scene: 2, state: "live", user: ["adv-linxiaowen"] };
    const made = await post(`${sim.url}/cgi-bin/externalcontact/add_contact_way?access_token=${access}`, body);
    const { qr_code } = await read(made, z.object({ qr_code: z.string() }));
    expect((await fetch(qr_code)).headers.get("content-type")).toBe("image/svg+xml");
    const opened = await fetch(qr_code, { headers: HTML, redirect: "manual" });
    expect(opened.headers.get("location")).toMatch(/^\/\?scan=[0-9a-f]{32}$/);
  });

  it("refuses pages of other sites", async () => {
    const sim = await start();
    expect((await post(`${sim.url}/sim/acts`, scan, { origin: "http://evil.example" })).status).toBe(403);
    expect((await post(`${sim.url}/sim/acts`, scan, { origin: sim.url })).status).toBe(200);
    const rebound = await new Promise((resolve, reject) => {
      const headers = { host: "evil.example:80" };
      get(`${sim.url}/sim/state`, { headers }, (answer) => resolve(answer.resume().statusCode)).on("error", reject);
    });
    expect(rebound).toBe(403);
  });

  it("posts an order of the shop to the product with its key", async () => {
    const product = await listen(202);
    const sim = await start({ shop: { url: product.url, key: "sk_test" } });
    const scanned = z.object({ result: z.object({ externalUserid: z.string() }) });
    const { result } = await read(await post(`${sim.url}/sim/acts`, scan), scanned);
    const order = { externalUserid: result.externalUserid, sku: "probiotic-30", amount: 26_900 };
    expect((await post(`${sim.url}/sim/shop/orders`, order)).status).toBe(200);
    expect(JSON.parse(product.heard[0]?.body ?? "")).toMatchObject({
      type: "order.paid",
      customer: { idType: "external_userid", value: result.externalUserid },
      props: { amount: 26_900, lines: [{ sku: "probiotic-30", quantity: 1, amount: 26_900 }] },
    });
    const stranger = await post(`${sim.url}/sim/shop/orders`, { ...order, externalUserid: "nobody" });
    expect(stranger.status).toBe(409);
  });

  it("checks a callback address as the console does", async () => {
    const product = await listen(200);
    const sim = await start({ callbackUrl: product.url });
    const check = await (await post(`${sim.url}/sim/apps/${DEMO_SIM.agentid}/verify`, {})).json();
    expect(check).toEqual({ ok: false, problem: "the answer is not the decrypted echostr" });
  });

  it("serves the page under a policy without inline scripts", async () => {
    const sim = await start({ sideBarUrl: "http://127.0.0.1:4870/advisor" });
    const page = await fetch(`${sim.url}/`);
    expect(await page.text()).toContain("<title>sim</title>");
    expect(page.headers.get("content-security-policy")).toContain("frame-src 'self' http://127.0.0.1:4870");
  });
});
