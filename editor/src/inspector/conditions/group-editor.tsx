import type { Condition } from "@sopflow/schemas";
import { ListPlus, Plus, Trash2 } from "lucide-react";
import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Button, IconButton } from "../../ui/button.js";
import { Select } from "../../ui/field.js";
import { useForm } from "../form-context.js";
import { buildGroup, GROUP_MODES, isGroup, viewGroup } from "./condition-model.js";
import { FactPicker } from "./fact-picker.js";
import { LeafEditor } from "./leaf-editor.js";
import { useNewLeaf } from "./use-new-leaf.js";

type Group = Parameters<typeof viewGroup>[0];

interface GroupEditorProps {
  readonly path: FieldPath;
  readonly group: Group;
  /** Takes the whole group away; absent at the root. */
  readonly onRemove?: () => void;
  readonly depth?: number;
}

/** Deeper than this nobody keeps the overview; the file may go deeper, and what is there can still be edited. */
const MAX_NEW_DEPTH = 4;

export function GroupEditor({ path, group, onRemove, depth = 0 }: GroupEditorProps) {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  const newLeaf = useNewLeaf();
  const { mode, items, pathOf } = viewGroup(group);
  const set = (next: readonly Condition[], nextMode = mode) => {
    if (next.length === 0 && onRemove) onRemove();
    else change(path, buildGroup(nextMode, next));
  };
  return (
    <div className="condition-group" data-depth={depth}>
      {(items.length > 1 || mode === "none" || mode === "notAll" || onRemove) && (
        <div className="condition-head">
          <Select
            aria-label={t("condition.mode")}
            value={mode}
            onChange={({ target }) => {
              const next = GROUP_MODES.find((one) => one === target.value);
              if (next) set(items, next);
            }}
          >
            {GROUP_MODES.map((one) => (
              <option key={one} value={one}>
                {t(`condition.${one}`)}
              </option>
            ))}
          </Select>
          {onRemove && (
            <IconButton size="s" label={t("condition.removeGroup")} onClick={onRemove}>
              <Trash2 size={14} aria-hidden />
            </IconButton>
          )}
        </div>
      )}
      {items.map((item, i) => {
        const at = [...path, ...pathOf(i)];
        const remove = () => set(items.filter((_, other) => other !== i));
        return isGroup(item) ? (
          <GroupEditor key={at.join(".")} path={at} group={item} onRemove={remove} depth={depth + 1} />
        ) : (
          <LeafEditor key={at.join(".")} path={at} leaf={item} onRemove={remove} />
        );
      })}
      <div className="condition-add">
        <FactPicker
          onPick={(option) => set([...items, newLeaf(option)])}
          trigger={
            <Button size="s" tone="quiet" icon={<Plus size={14} aria-hidden />}>
              {t("condition.add")}
            </Button>
          }
        />
        {depth < MAX_NEW_DEPTH && items.length > 0 && (
          <FactPicker
            onPick={(option) => set([...items, { any: [newLeaf(option)] }])}
            trigger={
              <Button size="s" tone="quiet" icon={<ListPlus size={14} aria-hidden />}>
                {t("condition.addGroup")}
              </Button>
            }
          />
        )}
      </div>
    </div>
  );
}
