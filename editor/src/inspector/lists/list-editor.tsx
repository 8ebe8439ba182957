import "./list-editor.css";
import { ArrowDown, ArrowUp, ChevronRight, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Button, IconButton } from "../../ui/button.js";
import { pathText, problemCount, useForm } from "../form-context.js";
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

/** Up to so many items are shown open; of more, nobody sees the list for the fields. */
const OPEN_UP_TO = 2;

/** A list whose items have fields of their own: add, remove, put into another order. */
export function ListEditor<T>(props: ListEditorProps<T>) {
  const { path, label, hint, items, min = 0, max = 50, keyOf, titleOf, create, addLabel, children } = props;
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  // What is added here is meant to be filled in at once.
  const [opened] = useState(() => new Set(items.length <= OPEN_UP_TO ? items.map(keyOf) : []));
  const set = (next: readonly T[]) => change(path, next.length === 0 && "whenEmpty" in props ? props.whenEmpty : next);
  const swap = (a: number, b: number) => {
    const next = [...items];
    const [first, second] = [items[a], items[b]];
    if (first === undefined || second === undefined) return;
    next[a] = second;
    next[b] = first;
    set(next);
  };
  const add = () => {
    const item = create();
    opened.add(keyOf(item, items.length));
    set([...items, item]);
  };
  return (
    <FormGroup path={path} label={label} hint={hint}>
      {items.map((item, i) => {
        const at = [...path, i];
        const name = titleOf(item, i);
        const key = keyOf(item, i);
        return (
          <ListItem
            key={key}
            path={at}
            name={name}
            startsOpen={opened.has(key)}
            tools={
              <>
                {items.length > 1 && (
                  <>
                    <IconButton
                      size="s"
                      label={t("list.up", { name })}
                      disabled={i === 0}
                      onClick={() => swap(i, i - 1)}
                    >
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
              </>
            }
          >
            {children(item, at, i)}
          </ListItem>
        );
      })}
      {items.length < max && (
        <Button size="s" icon={<Plus size={14} aria-hidden />} onClick={add}>
          {addLabel}
        </Button>
      )}
    </FormGroup>
  );
}

interface ListItemProps {
  readonly path: FieldPath;
  readonly name: string;
  readonly startsOpen: boolean;
  readonly tools: ReactNode;
  readonly children: ReactNode;
}

/** The tools stand beside what opens the item, not in it: a button inside a button is none. */
function ListItem({ path, name, startsOpen, tools, children }: ListItemProps) {
  const form = useForm();
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <div className="list-item" data-path={pathText(path)} data-problems={problemCount(form, path) > 0}>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <ChevronRight size={14} aria-hidden />
          <strong title={name}>{name}</strong>
        </summary>
        <div className="list-item-body">{children}</div>
      </details>
      <div className="list-item-tools">{tools}</div>
    </div>
  );
}
