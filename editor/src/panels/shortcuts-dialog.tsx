import { EDITOR_PANEL_TEXTS } from "../i18n/editor-panel-texts.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { Dialog } from "../ui/dialog.js";

const KEYS = [
  ["↑ ↓ ← →", "keys.walk"],
  ["Tab", "keys.add"],
  ["Enter", "keys.open"],
  ["Esc", "keys.back"],
  ["Delete", "keys.delete"],
  ["Shift + Delete", "keys.deleteOnly"],
  ["Ctrl + Z", "keys.undo"],
  ["Ctrl + Shift + Z", "keys.redo"],
  ["Ctrl + C / X / V", "keys.clipboard"],
  ["Ctrl + D", "keys.duplicate"],
  ["Ctrl + A", "keys.all"],
  ["Ctrl + S", "keys.save"],
  ["D", "keys.disable"],
  ["1", "keys.fit"],
] as const;

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(EDITOR_PANEL_TEXTS);
  const editor = useTexts(EDITOR_TEXTS);
  return (
    <Dialog title={editor("toolbar.keys")} onClose={onClose} size="s">
      <dl className="shortcuts">
        {KEYS.map(([keys, what]) => (
          <div key={what}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
