import { basename } from "node:path";
import type { ChatMessage, Material } from "@sopflow/schemas";
import { z } from "zod";
import { DAY_MS } from "../../core/time/index.js";
import { type RecordStore, typedRecords } from "../../store/index.js";
import type { WecomApp, WecomAttachment, WecomMomentAttachment } from "../client/index.js";
import { PLAIN_COVER } from "./plain-cover.js";

/** A moment shows so many pictures. */
const MOMENT_PICTURES = 9;
/** A media id works for 3 days; it is uploaded anew some hours earlier. */
const MEDIA_LIFE_MS = 2.5 * DAY_MS;
/** Pictures that WeCom takes as pictures; others go as files. */
const PICTURE = /\.(png|jpe?g)$/i;
/** Mini-programmes of old files carry their app id in front of the page. */
const OLD_MINI = /^(wx[0-9a-f]{8,32}):(.+)$/;

export interface AttachmentParts {
  readonly records: RecordStore;
  readonly app: Pick<WecomApp, "id" | "media">;
  readonly now: () => number;
  /** Bytes of a file of ours by its address (`/files/…`); undefined when it is none of ours, or gone. */
  readonly readFile: (url: string) => Promise<Uint8Array | undefined>;
  /** Our own address, in front of paths. */
  readonly origin: string;
  /** The path by which a customer opens a file of ours without signing in; undefined for what is none of ours. */
  readonly shareFile?: ((url: string) => Promise<string | undefined>) | undefined;
}

const mediaSchema = z.object({ mediaId: z.string(), until: z.int() });

type MediaType = "image" | "video" | "file";

/**
 * Materials as WeCom takes them. Files of ours are uploaded once per 3 days; a file elsewhere goes as a link, since its
 * bytes are not ours to fetch. A mini-programme without an app id cannot be sent and is left out: the flow says so at
 * its node.
 */
export function createAttachments({ records, app, now, readFile, origin, shareFile }: AttachmentParts) {
  const media = typedRecords(records, "wecom.media", mediaSchema);

  async function upload(id: string, name: string, type: MediaType, use: "chat" | "moment", bytes: Uint8Array) {
    const file = { name, bytes };
    const { media_id: mediaId } =
      use === "chat"
        ? await app.media.upload({ type, ...file })
        : await app.media.uploadAttachment({ media_type: type, attachment_type: 1, ...file });
    const until = now() + MEDIA_LIFE_MS;
    await media.put({ id, doc: { mediaId, until }, dueAt: until });
    return mediaId;
  }

  async function known(id: string): Promise<string | undefined> {
    const doc = (await media.get(id))?.doc;
    return doc && doc.until > now() ? doc.mediaId : undefined;
  }

  async function mediaIdOf(type: MediaType, url: string, use: "chat" | "moment" = "chat"): Promise<string | undefined> {
    const id = `${app.id}/${use}/${type}/${url}`;
    const held = await known(id);
    if (held !== undefined) return held;
    const bytes = await readFile(url);
    return bytes && upload(id, basename(url), type, use, bytes);
  }

  /** The cards of mini-programmes must have a picture: without one of its own a plain one. */
  async function coverIdOf(cover: string | undefined): Promise<string> {
    const own = cover === undefined ? undefined : await mediaIdOf("image", cover);
    const id = `${app.id}/chat/image/plain-cover`;
    return own ?? (await known(id)) ?? upload(id, "cover.png", "image", "chat", PLAIN_COVER);
  }

  /** As a customer's phone opens it, who is not signed in here. */
  async function openable(url: string): Promise<string> {
    const shared = await shareFile?.(url);
    const path = shared ?? url;
    return path.startsWith("/") ? `${origin}${path}` : path;
  }

  async function linkOf({ title, url, cover }: Material) {
    const picurl = cover === undefined || cover === "" ? {} : { picurl: await openable(cover) };
    return { title: title === "" ? "点开查看" : title, url: await openable(url), ...picurl };
  }
  const linkTo = async (material: Material): Promise<WecomAttachment> => ({
    msgtype: "link",
    link: await linkOf(material),
  });

  async function attach(material: Material): Promise<WecomAttachment | undefined> {
    const { kind, url, title, cover } = material;
    if (kind === "link") return linkTo(material);
    if (kind === "miniprogram") {
      const mini = miniOf(material);
      if (!mini) return undefined;
      const words = title === "" ? "小程序" : title;
      const miniprogram = { title: words, pic_media_id: await coverIdOf(cover), ...mini };
      return { msgtype: "miniprogram", miniprogram };
    }
    const type = typeOf(material);
    const mediaId = await mediaIdOf(type, url);
    if (mediaId === undefined) {
      return kind === "image" ? { msgtype: "image", image: { pic_url: await openable(url) } } : linkTo(material);
    }
    if (type === "image") return { msgtype: "image", image: { media_id: mediaId } };
    return type === "video"
      ? { msgtype: "video", video: { media_id: mediaId } }
      : { msgtype: "file", file: { media_id: mediaId } };
  }

  return {
    async of(materials: readonly Material[]): Promise<WecomAttachment[]> {
      const made = await Promise.all(materials.map(attach));
      return made.filter((one) => one !== undefined);
    },
    /** As the side bar sends it (`sendChatMessage`); undefined for a mini-programme without an app id. */
    async asChatMessage(material: Material): Promise<ChatMessage | undefined> {
      const { kind, url, title, cover } = material;
      if (kind === "miniprogram") {
        const mini = miniOf(material);
        if (!mini) return undefined;
        const imgUrl = cover === undefined || cover === "" ? "" : await openable(cover);
        return { msgtype: "miniprogram", miniprogram: { appid: mini.appid, title, imgUrl, page: pageFile(mini.page) } };
      }
      const type = kind === "link" ? undefined : typeOf(material);
      const mediaid = type === undefined ? undefined : await mediaIdOf(type, url);
      if (type === undefined || mediaid === undefined) {
        const link = await openable(url);
        const picture = kind === "image" ? link : cover === undefined || cover === "" ? "" : await openable(cover);
        return { msgtype: "news", news: { link, title: title || link, desc: "", imgUrl: picture } };
      }
      if (type === "image") return { msgtype: "image", image: { mediaid } };
      return type === "video" ? { msgtype: "video", video: { mediaid } } : { msgtype: "file", file: { mediaid } };
    },
    /** As a moment takes them: its pictures, or one video, or one link; WeCom keeps media of moments apart. */
    async ofMoment(materials: readonly Material[]): Promise<WecomMomentAttachment[]> {
      const pictures = materials.filter(({ kind }) => kind === "image").slice(0, MOMENT_PICTURES);
      const made: WecomMomentAttachment[] = [];
      for (const { url } of pictures) {
        const mediaId = await mediaIdOf("image", url, "moment");
        if (mediaId !== undefined) made.push({ msgtype: "image", image: { media_id: mediaId } });
      }
      if (made.length > 0) return made;
      for (const material of materials) {
        if (material.kind === "image" || material.kind === "miniprogram") continue;
        const mediaId = material.kind === "video" ? await mediaIdOf("video", material.url, "moment") : undefined;
        return mediaId === undefined
          ? [{ msgtype: "link", link: await linkOf(material) }]
          : [{ msgtype: "video", video: { media_id: mediaId } }];
      }
      return [];
    },
    /** Forgets uploads that no longer work. */
    async forgetOld(): Promise<void> {
      const old = await media.due(now(), 500);
      await media.putAll(old.map(({ id }) => ({ id })));
    },
  };
}

/** What WeCom takes a file of ours as. */
function typeOf({ kind, url }: Material): MediaType {
  if (kind === "video") return "video";
  return kind === "image" && (PICTURE.test(url) || !url.startsWith("/")) ? "image" : "file";
}

function miniOf({ appId, url }: Material): { appid: string; page: string } | undefined {
  if (appId !== undefined && appId !== "") return { appid: appId, page: url };
  const [, appid, page] = OLD_MINI.exec(url) ?? [];
  return appid === undefined || page === undefined ? undefined : { appid, page };
}

/** `sendChatMessage` wants the page's file, with `.html`. */
const pageFile = (page: string): string => (/\.html(\?|$)/.test(page) ? page : page.replace(/(\?|$)/, ".html$1"));

export type Attachments = ReturnType<typeof createAttachments>;
