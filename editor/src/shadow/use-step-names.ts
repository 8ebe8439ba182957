import { useStore } from "zustand";
import { useEditor } from "../editing/editor-session.js";
import { useLocale } from "../i18n/locale-context.js";
import { portLabelOf, titleOf } from "../nodes/registry.js";

/** What steps and ports of the draft are called; one that is not in it any more goes by its id. */
export function useStepNames() {
  const { document } = useEditor();
  const locale = useLocale();
  const nodes = useStore(document.store, (state) => state.flow.nodes);
  const find = (id: string) => nodes.find((node) => node.id === id);
  return {
    stepName(id: string): string {
      const node = find(id);
      return node ? titleOf(node, locale) : id;
    },
    portName(id: string, port: string): string {
      const node = find(id);
      return node ? portLabelOf(node, port, locale) : port;
    },
  };
}
