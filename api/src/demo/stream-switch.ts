import type { Store } from "@sopflow/engine";

const META_STREAM = "demo.stream";

/** Whether the demo's made-up events are wanted. Kept with the data: a restart does not switch them on again. */
export const isStreamOn = async (store: Store): Promise<boolean> => (await store.getMeta(META_STREAM)) !== "off";

export const switchStream = (store: Store, stream: "on" | "off"): Promise<void> => store.setMeta(META_STREAM, stream);
