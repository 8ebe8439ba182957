// Time of the layout, off the main thread in the product. `npm run bench -w editor`. Not measured: drawing, the worker's
// start, and sending input and places between threads.
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const RUNS = 5;
const root = fileURLToPath(new URL("..", import.meta.url));
const server = await createServer({
  root,
  configFile: false,
  logLevel: "error",
  appType: "custom",
  server: { middlewareMode: true, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true, include: [] },
  resolve: { conditions: ["@sopflow/source"] },
  ssr: { resolve: { conditions: ["@sopflow/source"] }, noExternal: [/^@sopflow\//] },
});
try {
  const { growFlow } = await server.ssrLoadModule("/src/canvas/layout/layout.testkit.ts");
  const { layoutInput } = await server.ssrLoadModule("/src/canvas/layout/layout-input.ts");
  const { layoutFlow } = await server.ssrLoadModule("/src/canvas/layout/layout-flow.ts");
  for (const size of [30, 100, 300, 500]) {
    let seed = 1;
    const choose = (max) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * max);
    };
    const input = layoutInput(growFlow(size, choose, 10));
    const times = [];
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      layoutFlow(input);
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    const [first, last] = [times[0], times.at(-1)].map((ms) => Math.round(ms));
    console.log(
      `layout of ${input.nodes.length} nodes, ${input.edges.length} edges: best ${first} ms, worst ${last} ms`,
    );
  }
} finally {
  await server.close();
}
