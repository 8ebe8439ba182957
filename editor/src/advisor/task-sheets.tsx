import "./advisor-sheets.css";
import type { Task } from "@sopflow/schemas";
import type { TaskAct } from "../api/task-calls.js";
import type { CompleteTaskBody } from "../api/wire-types.js";
import type { SheetOccasion, TaskIntent } from "./desk-context.js";
import { OutcomeSheet } from "./outcome-sheet.js";
import { PostponeSheet } from "./postpone-sheet.js";
import { othersOnCard } from "./same-card.js";
import { SkipSheet } from "./skip-sheet.js";

export interface OpenSheet {
  readonly task: Task;
  readonly intent: TaskIntent;
  readonly occasion?: SheetOccasion;
}

interface TaskSheetsProps {
  readonly sheet: OpenSheet;
  /** All that is open. */
  readonly tasks: readonly Task[];
  readonly now: number;
  readonly zone: string;
  readonly onAct: (...all: (readonly [task: Task, act: TaskAct])[]) => void;
  readonly onClose: () => void;
}

/** The sheet for what an advisor means to do with a task. */
export function TaskSheets({ sheet: { task, intent, occasion }, tasks, now, zone, onAct, onClose }: TaskSheetsProps) {
  if (intent === "skip") {
    return <SkipSheet task={task} onClose={onClose} onSubmit={(body) => onAct([task, { kind: "skip", body }])} />;
  }
  if (intent === "postpone") {
    return (
      <PostponeSheet
        task={task}
        now={now}
        zone={zone}
        onClose={onClose}
        onSubmit={(until) => onAct([task, { kind: "postpone", body: { until } }])}
      />
    );
  }
  return (
    <OutcomeSheet
      key={task.id}
      task={task}
      others={othersOnCard(task, tasks, { now, zone })}
      occasion={occasion}
      onClose={onClose}
      onSubmit={(results) => onAct(...results.map(({ task, body }) => actOf(task, body)))}
    />
  );
}

const actOf = (task: Task, body: CompleteTaskBody): readonly [Task, TaskAct] => [task, { kind: "complete", body }];
