import type { NodeType } from "@sopflow/schemas";
import { useMemo } from "react";
import { edgeAt } from "../document/graph/flow-graph.js";
import { useDocument, useEditor, useView } from "../editing/editor-session.js";
import { drawEdge, mayDraw } from "../editing/gestures.js";
import { type PickGroup, PickList } from "../editing/pick-list.js";
import { AnchoredPopover } from "../editing/pick-popover.js";
import { placeStep, typesFor } from "../editing/place-step.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { translate } from "../i18n/translate.js";
import { NODE_CATEGORIES } from "../nodes/node-view.js";
import { NODE_TYPES, titleOf, viewOf } from "../nodes/registry.js";
import { useSpeech } from "./locale-context.js";
import { StepIcon } from "./step-icon.js";

const LINK = "link:";

/** The list that a "+" opens: the steps that may stand there, and the steps of the flow that it may lead to. */
export function StepPicker() {
  const picker = useView((state) => state.picker);
  return picker && <OpenPicker {...picker} />;
}

type Picker = NonNullable<ReturnType<ReturnType<typeof useEditor>["view"]["getState"]>["picker"]>;

function OpenPicker({ slot, anchor }: Picker) {
  const session = useEditor();
  const { locale } = useSpeech();
  const t = useTexts(EDITOR_TEXTS);
  const flow = useDocument((state) => state.flow);
  const groups = useMemo((): PickGroup[] => {
    const types = typesFor(flow, slot);
    const steps = NODE_CATEGORIES.map((category) => ({
      label: translate(locale, `category.${category}`),
      items: types
        .filter((type) => viewOf({ type }).category === category)
        .map((type) => {
          const { title, purpose, aliases } = viewOf({ type });
          const search = [title.zh, title.en, ...aliases];
          return { key: type, label: title[locale], hint: purpose[locale], icon: <StepIcon type={type} />, search };
        }),
    }));
    if (slot.kind !== "port") return steps;
    const drawn = { source: slot.source, sourceHandle: slot.port };
    const targets = flow.nodes
      .filter((node) => node.id !== slot.source && mayDraw(flow, { ...drawn, target: node.id }))
      .map((node) => ({
        key: `${LINK}${node.id}`,
        label: titleOf(node, locale),
        icon: <StepIcon type={node.type} />,
      }));
    return [...steps, { label: t("picker.link"), items: targets }];
  }, [flow, slot, locale, t]);

  const close = () => {
    session.view.setState({ picker: undefined });
    // Back to where the keyboard was.
    const { current } = session.view.getState();
    if (current) document.querySelector<HTMLElement>(`[data-node="${CSS.escape(current)}"]`)?.focus();
  };
  const pick = (key: string) => {
    session.view.setState({ picker: undefined });
    if (key.startsWith(LINK) && slot.kind === "port") {
      drawEdge(session, { source: slot.source, sourceHandle: slot.port, target: key.slice(LINK.length) });
      return;
    }
    const type = NODE_TYPES.find((one): one is NodeType => one === key);
    if (type) placeStep(session, type, slot);
  };
  const isInsert = slot.kind === "port" && edgeAt(flow, slot.source, slot.port) !== undefined;
  const label = t(isInsert ? "picker.insert" : "picker.add");
  return (
    <AnchoredPopover anchor={anchor} label={label} onClose={close}>
      <PickList
        label={label}
        placeholder={t("picker.search")}
        empty={t("picker.empty")}
        groups={groups}
        onPick={pick}
        onClose={close}
      />
    </AnchoredPopover>
  );
}
