import type { LayoutAnswer, LayoutRequest } from "./layout-client.js";
import { layoutFlow } from "./layout-flow.js";

/** Runs in a worker of its own: dagre is loaded there and never by the page's first load. */
addEventListener("message", ({ data }: MessageEvent<LayoutRequest>) => {
  const answer: LayoutAnswer = { serial: data.serial, layout: layoutFlow(data.input) };
  postMessage(answer);
});
