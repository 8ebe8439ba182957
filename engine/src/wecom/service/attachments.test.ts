import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Material } from "@sopflow/schemas";
import { beforeEach, describe, expect, it } from "vitest";
import { DAY_MS } from "../../core/time/index.js";
import { openSqliteStore, type Store } from "../../store/index.js";
import { createAttachments } from "./attachments.js";

const FILES: Readonly<Record<string, string>> = {
  "/files/a.png": "png",
  "/files/b.pdf": "pdf",
  "/files/c.webp": "webp",
};
const material = (part: Partial<Material> & Pick<Material, "kind" | "url">): Material => ({ title: "标题", ...part });

let store: Store;
let uploads: string[];
let now: number;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "sopflow-attachments-"));
  store = openSqliteStore({ file: join(folder, "sopflow.db") });
  uploads = [];
  now = 0;
  return async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
});

const attachments = () =>
  createAttachments({
    records: store.records,
    app: {
      id: "main",
      media: {
        upload: async ({ type, name }: { type: string; name: string }) => {
          uploads.push(`${type} ${name}`);
          return { media_id: `m${uploads.length}` };
        },
      } as unknown as Parameters<typeof createAttachments>[0]["app"]["media"], // uploads, and nothing else is asked
    },
    now: () => now,
    readFile: async (url) => (FILES[url] === undefined ? undefined : Buffer.from(FILES[url])),
    origin: "https://sop.example",
    shareFile: async (url) => (url.startsWith("/files/") ? `/shared${url}?sign=x` : undefined),
  });

describe("materials as WeCom takes them", () => {
  it("uploads a file once for three days, for chats and for group sends alike", async () => {
    const picture = material({ kind: "image", url: "/files/a.png" });
    const all = attachments();
    expect(await all.asChatMessage(picture)).toEqual({ msgtype: "image", image: { mediaid: "m1" } });
    expect(await all.of([picture])).toEqual([{ msgtype: "image", image: { media_id: "m1" } }]);
    now += 3 * DAY_MS;
    expect(await all.asChatMessage(picture)).toEqual({ msgtype: "image", image: { mediaid: "m2" } });
    expect(uploads).toEqual(["image a.png", "image a.png"]);
  });

  it("sends pictures that WeCom does not take as pictures as files, and files as files", async () => {
    const all = attachments();
    expect(await all.asChatMessage(material({ kind: "image", url: "/files/c.webp" }))).toMatchObject({
      msgtype: "file",
    });
    expect(await all.asChatMessage(material({ kind: "file", url: "/files/b.pdf" }))).toMatchObject({ msgtype: "file" });
    expect(uploads).toEqual(["file c.webp", "file b.pdf"]);
  });

  it("gives links the customer can open: pictures of ours by a signed address", async () => {
    const page = material({ kind: "link", url: "https://a.cn/x", cover: "/files/a.png" });
    const picture = "https://sop.example/shared/files/a.png?sign=x";
    expect(await attachments().asChatMessage(page)).toEqual({
      msgtype: "news",
      news: { link: "https://a.cn/x", title: "标题", desc: "", imgUrl: picture },
    });
    const [link] = await attachments().of([page]);
    expect(link).toEqual({ msgtype: "link", link: { title: "标题", url: "https://a.cn/x", picurl: picture } });
    const lost = material({ kind: "file", url: "/files/gone.pdf" });
    expect(await attachments().of([lost])).toMatchObject([
      { link: { url: "https://sop.example/shared/files/gone.pdf?sign=x" } },
    ]);
  });

  it("sends mini-programmes with their app, page and cover, and with a plain cover where they have none", async () => {
    const all = attachments();
    const shop = material({ kind: "miniprogram", url: "pages/goods?id=1", appId: "wx1", cover: "/files/a.png" });
    const bare = material({ kind: "miniprogram", url: "pages/goods", appId: "wx1" });
    expect(await all.of([shop, bare, bare])).toMatchObject([
      { miniprogram: { appid: "wx1", page: "pages/goods?id=1", pic_media_id: expect.any(String), title: "标题" } },
      { miniprogram: { appid: "wx1", page: "pages/goods" } },
      { miniprogram: { appid: "wx1", page: "pages/goods" } },
    ]);
    expect(uploads).toContain("image cover.png");
    expect(await all.asChatMessage(shop)).toMatchObject({
      miniprogram: { page: "pages/goods.html?id=1", imgUrl: "https://sop.example/shared/files/a.png?sign=x" },
    });
  });

  it("still sends mini-programmes of old files whose app id stands in the address, and leaves out those without", async () => {
    const old = material({ kind: "miniprogram", url: "wx0123456789abcdef:pages/a" });
    const nameless = material({ kind: "miniprogram", url: "pages/a" });
    expect(await attachments().of([old, nameless])).toMatchObject([
      { miniprogram: { appid: "wx0123456789abcdef", page: "pages/a" } },
    ]);
    expect(await attachments().asChatMessage(nameless)).toBeUndefined();
  });
});
