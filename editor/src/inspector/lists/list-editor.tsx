import "./list-editor.css";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Button, IconButton } from "../../ui/button.js";
import { pathText, useForm } from "../form-context.js";
import { FormGroup } from "../form-field.js";

interface ListEditorProps<T> {
  readonly path: FieldPath;
  readonly label: string;
  readonly hint?: string;
  readonly items: readonly T[];
  /** What is stored when no item is left; the empty list unless said otherwise. */
  readonly whenEmpty?: unknown;
  /** Items that must stay. */
  readonly min?: number;
  readonly max?: number;
  readonly keyOf: (item: T, index: number) => string;
  readonly titleOf: (item: T, index: number) => string;
  readonly create: () => T;
  readonly addLabel: string;
  readonly children: (item: T, path: FieldPath, index: number) => ReactNode;
}

/** A list whose items have fields of their own: add, remove, put into another order. */
export function ListEditor<T>(props: ListEditorProps<T>) {
  const { path, label, hint, items, min = 0, max = 50, keyOf, titleOf, create, addLabel, children } = props;
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  const set = (next: readonly T[]) => change(path, next.length === 0 && "whenEmpty" in props ? props.whenEmpty : next);
  const swap = (a: number, b: number) => {
    const next = [...items];
    const [first, second] = [items[a], items[b]];
    if (first === undefined || second === undefined) return;
    next[a] = second;
    next[b] = first;
    set(next);
  };
  return (
    <FormGroup path={path} label={label} hint={hint}>
      {items.map((item, i) => {
        const at = [...path, i];
        const name = titleOf(item, i);
        return (
          <div key={keyOf(item, i)} className="list-item" data-path={pathText(at)}>
            <div className="list-item-head">
              <strong>{name}</strong>
              {items.length > 1 && (
                <>
                  <IconButton size="s" label={t("list.up", { name })} disabled={i === 0} onClick={() => swap(i, i - 1)}>
                    <ArrowUp size={14} aria-hidden />
                  </IconButton>
                  <IconButton
                    size="s"
                    label={t("list.down", { name })}
                    disabled={i === items.length - 1}
                    onClick={() => swap(i, i + 1)}
                  >
                    <ArrowDown size={14} aria-hidden />
                  </IconButton>
                </>
              )}
              <IconButton
                size="s"
                label={t("list.remove", { name })}
                disabled={items.length <= min}
                onClick={() => set(items.filter((_, other) => other !== i))}
              >
                <Trash2 size={14} aria-hidden />
              </IconButton>
            </div>
            <div className="list-item-body">{children(item, at, i)}</div>
          </div>
        );
      })}
      {items.length < max && (
        <Button size="s" icon={<Plus size={14} aria-hidden />} onClick={() => set([...items, create()])}>
          {addLabel}
        </Button>
      )}
    </FormGroup>
  );
}
