import type { JsonObject } from "@sopflow/schemas";
import type { Args } from "../rules/args.js";
import { DAY_MS, perDay, perMonth } from "../rules/call-windows.js";
import { seconds } from "../rules/lookup.js";
import type { Call, Endpoint } from "./endpoint.js";

const MEDIA_MS = 3 * DAY_MS;
const MOST_BYTES: Readonly<Record<string, number>> = {
  image: 10_485_760,
  voice: 2_097_152,
  video: 10_485_760,
  file: 20_971_520,
};
const MOST_ATTACHMENT_BYTES = 10_485_760;
const LEAST_BYTES = 6;

/**
 * Uploads. The body is `{filename, bytes}`: whoever serves the simulator has taken the multipart apart; contents are not
 * kept.
 */
export const MEDIA_ENDPOINTS: readonly Endpoint[] = [
  { path: "media/upload", method: "POST", run: (call) => upload(call, call.query.text("type"), 0) },
  {
    path: "media/upload_attachment",
    method: "POST",
    customers: true,
    run(call) {
      call.query.int("attachment_type", 1, 2);
      return upload(call, call.query.text("media_type"), MOST_ATTACHMENT_BYTES);
    },
  },
  { path: "media/uploadimg", method: "POST", corpLimits: [perDay(1_000), perMonth(3_000)], run: uploadImage },
];

function upload({ state, corp, body, query, now }: Call, type: string, cap: number): JsonObject {
  const most = MOST_BYTES[type];
  if (most === undefined) throw query.refuse("type", "must be image, voice, video or file");
  const { name, bytes } = fileOf(body, cap > 0 ? Math.min(cap, most) : most);
  const mediaId = state.ids.text(64);
  corp.media.set(mediaId, { mediaId, type, name, bytes, until: now + MEDIA_MS });
  return { type, media_id: mediaId, created_at: String(seconds(now)) };
}

function uploadImage({ state, body }: Call): JsonObject {
  fileOf(body, 2_097_152);
  return { url: `${state.publicUrl}/sim/image/${state.ids.text(24)}` };
}

function fileOf(body: Args, most: number): { name: string; bytes: number } {
  return { name: body.text("filename"), bytes: body.int("bytes", LEAST_BYTES, most) };
}
