import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

interface Bundle {
  /** The child's file. */
  readonly file: string;
  /** The store's writing thread. */
  readonly thread: URL;
  remove(): void;
}

const sourceOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Bundles the child's sources and the store's writing thread, so that plain node starts them in a tenth of a second.
 * Inside the repository, where the database driver is found.
 */
export async function bundleChild(): Promise<Bundle> {
  const outDir = sourceOf(`../../node_modules/.cache/crash-${process.pid}`);
  mkdirSync(outDir, { recursive: true });
  await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["@sopflow/source"] },
    ssr: {
      noExternal: true,
      external: ["@photostructure/sqlite", "mongodb"],
      resolve: { conditions: ["@sopflow/source"] },
    },
    build: {
      ssr: true,
      outDir,
      target: "node20",
      minify: false,
      rollupOptions: {
        input: {
          child: sourceOf("./crash-child.ts"),
          "writer-thread": sourceOf("../../../engine/src/store/sqlite/writer-thread.ts"),
        },
        output: { entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
      },
    },
  });
  return {
    file: join(outDir, "child.mjs"),
    thread: pathToFileURL(join(outDir, "writer-thread.mjs")),
    remove: () => rmSync(outDir, { recursive: true, force: true }),
  };
}
