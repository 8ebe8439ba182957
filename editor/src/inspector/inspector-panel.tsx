import "./inspector.css";
import type { Diagnostic, FlowNode } from "@sopflow/schemas";
import { Copy, Power, Trash2, Unlink } from "lucide-react";
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import { useSpeech } from "../canvas/locale-context.js";
import { StepIcon } from "../canvas/step-icon.js";
import { changeData } from "../document/commands/change-data.js";
import { changeSettings } from "../document/commands/change-settings.js";
import { renameFlow } from "../document/commands/rename-flow.js";
import { setLabel } from "../document/commands/set-label.js";
import { setNote } from "../document/commands/set-note.js";
import { findNode } from "../document/graph/flow-graph.js";
import { useDocument, useEditor, useView } from "../editing/editor-session.js";
import { showNode } from "../editing/editor-view.js";
import { duplicateSelection, removeSelection, toggleDisabled } from "../editing/gestures.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { FORM_TEXTS } from "../i18n/form-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { isTrigger } from "../nodes/node-ports.js";
import { viewOf } from "../nodes/registry.js";
import { Button, IconButton } from "../ui/button.js";
import { Empty } from "../ui/notice.js";
import { TextField } from "./fields/text-field.js";
import { type Form, FormContext, pathText, Section } from "./form-context.js";
import { formOf } from "./forms/form-registry.js";
import { SettingsForm } from "./forms/settings-form.js";
import { useFieldFocus } from "./use-field-focus.js";
import { ZoneContext } from "./zone-context.js";

/** The form of what is selected: a step, or the flow itself. */
export function InspectorPanel() {
  const { view } = useEditor();
  const selected = useView((state) => state.selectedNodes);
  const nodeId = selected.length === 1 ? selected[0] : undefined;
  const node = useDocument((state) => (nodeId === undefined ? undefined : findNode(state.flow, nodeId)));
  const zone = useDocument((state) => state.flow.settings.timezone);
  const root = useRef<HTMLDivElement>(null);
  // Another form begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is selected is what is watched
  useLayoutEffect(() => {
    root.current?.parentElement?.scrollTo?.(0, 0);
  }, [node?.id]);
  useFieldFocus(root, node?.id);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || node === undefined) return;
    event.stopPropagation();
    showNode(view, node.id, true);
  };
  return (
    <ZoneContext value={zone}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape leads back to the canvas from any field */}
      <div className="inspector" ref={root} onKeyDown={onKeyDown}>
        {selected.length > 1 ? <SeveralNodes count={selected.length} /> : null}
        {node && <NodeInspector key={node.id} node={node} />}
        {selected.length === 0 && <FlowInspector />}
      </div>
    </ZoneContext>
  );
}

function SeveralNodes({ count }: { count: number }) {
  const session = useEditor();
  const t = useTexts(EDITOR_TEXTS);
  return (
    <Empty
      title={t("several.title", { count })}
      actions={
        <>
          <Button icon={<Copy size={15} aria-hidden />} onClick={() => duplicateSelection(session)}>
            {t("node.duplicate")}
          </Button>
          <Button tone="danger" icon={<Trash2 size={15} aria-hidden />} onClick={() => removeSelection(session)}>
            {t("several.remove")}
          </Button>
        </>
      }
    >
      {t("several.hint")}
    </Empty>
  );
}

function NodeInspector({ node }: { node: FlowNode }) {
  const session = useEditor();
  const { locale } = useSpeech();
  const t = useTexts(EDITOR_TEXTS);
  const { title, purpose } = viewOf(node);
  const problems = useStore(session.diagnostics.store, (state) => state.byNode.get(node.id));
  const { document } = session;
  const nodeId = node.id;
  const data = useMemo<Form>(
    () => ({
      nodeId,
      change: (path, value) =>
        refusals(document.run(changeData, { nodeId, path, value }, { group: `data:${nodeId}:${pathText(path)}` })),
      seal: document.sealGroup,
      problems: (problems ?? NONE).map((diagnostic) => ({
        path: diagnostic.path.replace(/^nodes\.\d+\.(data\.?)?/, ""),
        diagnostic,
      })),
    }),
    [document, nodeId, problems],
  );
  const head = useMemo<Form>(
    () => ({
      nodeId,
      change: ([field], value) =>
        refusals(
          field === "label"
            ? document.run(setLabel, { nodeId, label: String(value ?? "") }, { group: `label:${nodeId}` })
            : document.run(setNote, { nodeId, note: String(value ?? "") }, { group: `note:${nodeId}` }),
        ),
      seal: document.sealGroup,
      problems: [],
    }),
    [document, nodeId],
  );
  // What is wrong with the step as a whole, such as that nobody can come to it.
  const whole = (problems ?? NONE).filter((one) => !/^nodes\.\d+\.data\./.test(one.path));
  const Form = formOf(node.type);
  return (
    <>
      <header className="inspector-head">
        <StepIcon type={node.type} size={18} />
        <div>
          <h2>{title[locale]}</h2>
          <p>{purpose[locale]}</p>
        </div>
        <div className="inspector-tools">
          <IconButton
            size="s"
            label={t(node.disabled ? "node.enable" : "node.disable")}
            aria-pressed={node.disabled ?? false}
            onClick={() => toggleDisabled(session)}
          >
            <Power size={15} aria-hidden />
          </IconButton>
          <IconButton size="s" label={t("node.duplicate")} onClick={() => duplicateSelection(session)}>
            <Copy size={15} aria-hidden />
          </IconButton>
          {!isTrigger(node) && (
            <IconButton
              size="s"
              label={t("node.removeOnly")}
              onClick={() => removeSelection(session, { bridge: false })}
            >
              <Unlink size={15} aria-hidden />
            </IconButton>
          )}
          <IconButton size="s" label={t("node.remove")} onClick={() => removeSelection(session)}>
            <Trash2 size={15} aria-hidden />
          </IconButton>
        </div>
      </header>
      {whole.map((diagnostic) => (
        <p
          key={`${diagnostic.code}${diagnostic.path}`}
          className="inspector-problem"
          data-severity={diagnostic.severity}
        >
          {diagnostic.message[locale]}
        </p>
      ))}
      <div className="form">
        <FormContext value={head}>
          <TextField path={["label"]} label={t("node.title")} placeholder={title[locale]} value={node.label ?? ""} />
        </FormContext>
        <FormContext value={data}>
          <Form data={node.data} />
        </FormContext>
        <FormContext value={head}>
          <Section title={t("node.note")} more={node.note === undefined}>
            <TextField path={["note"]} label={t("node.noteLabel")} long value={node.note ?? ""} />
          </Section>
        </FormContext>
      </div>
    </>
  );
}

const NONE: readonly Diagnostic[] = [];
type Result = ReturnType<ReturnType<typeof useEditor>["document"]["run"]>;
const refusals = (result: Result): readonly Diagnostic[] => (result.ok ? NONE : result.problems);

/** The flow's own fields, while no step is selected. */
function FlowInspector() {
  const session = useEditor();
  const { document } = session;
  const t = useTexts(EDITOR_TEXTS);
  const f = useTexts(FORM_TEXTS);
  const settings = useDocument((state) => state.flow.settings);
  const name = useDocument((state) => state.flow.name);
  const description = useDocument((state) => state.flow.description ?? "");
  const all = useStore(session.diagnostics.store, (state) => state.all);
  const form = useMemo<Form>(
    () => ({
      nodeId: undefined,
      change: (path, value) =>
        refusals(document.run(changeSettings, { path, value }, { group: `settings:${pathText(path)}` })),
      seal: document.sealGroup,
      problems: all
        .filter((one) => one.path.startsWith("settings."))
        .map((diagnostic) => ({ path: diagnostic.path.replace(/^settings\./, ""), diagnostic })),
    }),
    [document, all],
  );
  const nameForm = useMemo<Form>(
    () => ({
      nodeId: undefined,
      change: ([field], value) => {
        const text = String(value ?? "");
        const flow = document.store.getState().flow;
        const args = field === "name" ? { name: text } : { name: flow.name, description: text };
        return refusals(document.run(renameFlow, args, { group: `flow:${field}` }));
      },
      seal: document.sealGroup,
      problems: [],
    }),
    [document],
  );
  return (
    <>
      <header className="inspector-head">
        <div>
          <h2>{t("settings.title")}</h2>
          <p>{t("settings.hint")}</p>
        </div>
      </header>
      <div className="form">
        <FormContext value={nameForm}>
          <TextField path={["name"]} label={f("flow.name")} value={name} />
          <TextField path={["description"]} label={f("flow.description")} long value={description} />
        </FormContext>
        <FormContext value={form}>
          <SettingsForm settings={settings} />
        </FormContext>
      </div>
    </>
  );
}
