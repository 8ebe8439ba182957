import { WecomError } from "@sopflow/engine/wecom";
import { ApiError } from "../../errors/api-error.js";

/** WeCom's refusal, in words for whoever asked. */
export async function askingWecom<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    throw ApiError.worded("wecom.refused", error.hint, error.code === undefined ? undefined : { errcode: error.code });
  }
}
