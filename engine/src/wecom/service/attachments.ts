import { basename } from "node:path";
import type { Material } from "@sopflow/schemas";
import { z } from "zod";
import { DAY_MS } from "../../core/time/index.js";
import { type RecordStore, typedRecords } from "../../store/index.js";
import type { WecomApp, WecomAttachment, WecomMomentAttachment } from "../client/index.js";

/** A media id works for 3 days; it is uploaded anew some hours earlier. */
/** A moment shows so many pictures. */
const MOMENT_PICTURES = 9;
const MEDIA_LIFE_MS = 2.5 * DAY_MS;

export interface AttachmentParts {
  readonly records: RecordStore;
  readonly app: Pick<WecomApp, "id" | "media">;
  readonly now: () => number;
  /** Bytes of a file of ours by its address (`/files/…`); undefined when it is none of ours, or gone. */
  readonly readFile: (url: string) => Promise<Uint8Array | undefined>;
  /** Our own address, in front of paths. */
  readonly origin: string;
}

const mediaSchema = z.object({ mediaId: z.string(), until: z.int() });

/**
 * Materials as WeCom takes them. Files of ours are uploaded once per 3 days; a file elsewhere goes as a link, since its
 * bytes are not ours to fetch. A mini-programme's address is `<app id>:<page>`; without a picture it goes as a link, too.
 */
export function createAttachments({ records, app, now, readFile, origin }: AttachmentParts) {
  const media = typedRecords(records, "wecom.media", mediaSchema);

  async function mediaIdOf(
    type: "image" | "video" | "file",
    url: string,
    use: "chat" | "moment" = "chat",
  ): Promise<string | undefined> {
    const id = `${app.id}/${use}/${type}/${url}`;
    const known = (await media.get(id))?.doc;
    if (known && known.until > now()) return known.mediaId;
    const bytes = await readFile(url);
    if (!bytes) return undefined;
    const file = { name: basename(url), bytes };
    const { media_id: mediaId } =
      use === "chat"
        ? await app.media.upload({ type, ...file })
        : await app.media.uploadAttachment({ media_type: type, attachment_type: 1, ...file });
    const until = now() + MEDIA_LIFE_MS;
    await media.put({ id, doc: { mediaId, until }, dueAt: until });
    return mediaId;
  }

  const absolute = (url: string) => (url.startsWith("/") ? `${origin}${url}` : url);
  const linkOf = ({ title, url }: Material) => ({ title: title === "" ? "点开查看" : title, url: absolute(url) });
  const linkTo = (material: Material): WecomAttachment => ({ msgtype: "link", link: linkOf(material) });

  async function attach(material: Material): Promise<WecomAttachment> {
    const { kind, url } = material;
    if (kind === "link" || kind === "miniprogram") return linkTo(material);
    const mediaId = await mediaIdOf(kind, url);
    if (kind === "image") {
      return { msgtype: "image", image: mediaId === undefined ? { pic_url: absolute(url) } : { media_id: mediaId } };
    }
    if (mediaId === undefined) return linkTo(material);
    return kind === "video"
      ? { msgtype: "video", video: { media_id: mediaId } }
      : { msgtype: "file", file: { media_id: mediaId } };
  }

  return {
    of: (materials: readonly Material[]): Promise<WecomAttachment[]> => Promise.all(materials.map(attach)),
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
        if (material.kind === "image") continue;
        const mediaId = material.kind === "video" ? await mediaIdOf("video", material.url, "moment") : undefined;
        return mediaId === undefined
          ? [{ msgtype: "link", link: linkOf(material) }]
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

export type Attachments = ReturnType<typeof createAttachments>;
