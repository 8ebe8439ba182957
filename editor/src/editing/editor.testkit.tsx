import { compileFlow } from "@sopflow/engine/core";
import { type Diagnostic, type Flow, flowSchema, type NodeType } from "@sopflow/schemas";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { SpeechContext } from "../canvas/locale-context.js";
import { findNode } from "../document/graph/flow-graph.js";
import type { SaveFlow } from "../document/save/save-port.js";
import { makeManualTime } from "../document/scheduler.testkit.js";
import type { Locale } from "../i18n/locale.js";
import { LocaleProvider } from "../i18n/locale-context.js";
import { NO_NAMES } from "../i18n/names.js";
import { type Brand, BrandContext, NO_BRAND } from "../inspector/brand-context.js";
import { startSession } from "../panels/start-session.js";
import { EditorContext, type EditorSession } from "./editor-session.js";

/** Letters that differ each time, the same in every run. */
export function countedText(): (length: number) => string {
  let n = 0;
  return (length) => {
    n += 1;
    return String(n).padStart(length, "x");
  };
}

export interface TestEditor {
  readonly session: EditorSession;
  /** Codes of the refusals that the user was told of. */
  readonly told: string[];
  readonly flow: () => Flow;
  readonly dataOf: (nodeId: string) => unknown;
}

const SAVED: SaveFlow = () => Promise.resolve({ kind: "saved", revision: 1 });

/** An editor without a page. */
export function openEditor(flow: Flow, saveFlow: SaveFlow = SAVED): TestEditor {
  const told: string[] = [];
  const { session } = startSession({
    flow,
    revision: 0,
    saveFlow,
    check: (one) => compileFlow(one, { version: 1 }).diagnostics,
    tellRefused: (problems: readonly Diagnostic[]) => told.push(...problems.map((one) => one.code)),
    schedule: makeManualTime().schedule,
  });
  const flowNow = () => session.document.store.getState().flow;
  return { session, told, flow: flowNow, dataOf: (nodeId) => findNode(flowNow(), nodeId)?.data };
}

/** Draws a part of the editor around a session. */
export function renderEditor(
  { session }: TestEditor,
  content: ReactNode,
  { locale = "zh" as Locale, brand = NO_BRAND as Brand } = {},
) {
  return render(
    <LocaleProvider initial={locale}>
      <EditorContext value={session}>
        <BrandContext value={brand}>
          <SpeechContext value={{ locale, names: NO_NAMES }}>{content}</SpeechContext>
        </BrandContext>
      </EditorContext>
    </LocaleProvider>,
  );
}

/** A flow that holds one node, and what it may refer to. */
export const flowWith = (type: NodeType, id: string, data: unknown): Flow =>
  flowSchema.parse({
    schema: "sopflow/flow@1",
    id: "one",
    name: "One",
    nodes: [{ id, type, position: { x: 0, y: 0 }, data }],
    edges: [],
  });
