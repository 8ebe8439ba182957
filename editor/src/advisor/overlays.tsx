import type { Task } from "@sopflow/schemas";
import { Suspense } from "react";
import type { TaskAct } from "../api/task-calls.js";
import { ImageSheet } from "./image-sheet.js";
import { lazyPart } from "./lazy-part.js";
import type { Overlay } from "./overlay.js";
import { TaskSheets } from "./task-sheets.js";

// They come with the sheets: nobody has anything to undo or to wait for before.
export * from "./desk-work.js";
export { OutboxNotices } from "./outbox-notices.js";
export { PromiseItem } from "./promise-item.js";
export { UndoBar } from "./undo-bar.js";

const LibrarySheet = lazyPart(async () => (await import("./library/library-sheet.js")).LibrarySheet);
const PromiseSheet = lazyPart(async () => (await import("./customers/promise-sheet.js")).PromiseSheet);

/** Everything that one may come to, so that it is there when the connection is gone. A failure shows where it is asked for. */
export const loadRest = (): Promise<unknown> =>
  Promise.allSettled([
    import("./other-tab.js").then(({ loadTabs }) => loadTabs()),
    import("./filter-sheet.js"),
    import("./library/library-sheet.js"),
    import("./customers/promise-sheet.js"),
  ]);

interface OverlaysProps {
  readonly overlay: Overlay;
  readonly tasks: readonly Task[] | undefined;
  readonly now: number;
  readonly zone: string;
  readonly onAct: (...all: (readonly [task: Task, act: TaskAct])[]) => void;
  readonly onClose: () => void;
}

/** The one sheet that is open. */
export function Overlays({ overlay, tasks, now, zone, onAct, onClose }: OverlaysProps) {
  switch (overlay.kind) {
    case "task":
      return (
        <TaskSheets sheet={overlay.sheet} tasks={tasks ?? []} now={now} zone={zone} onAct={onAct} onClose={onClose} />
      );
    case "promise":
      return (
        <Suspense>
          <PromiseSheet promise={overlay.promise} onClose={onClose} />
        </Suspense>
      );
    case "image":
      return <ImageSheet image={overlay.image} onClose={onClose} />;
    case "library":
      return (
        <Suspense>
          <LibrarySheet
            onPick={(text) => {
              overlay.use(text);
              onClose();
            }}
            onClose={onClose}
          />
        </Suspense>
      );
  }
}
