import "./pick-list.css";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { matches } from "./matches.js";

export interface PickItem {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  readonly icon?: ReactNode;
  /** What else finds it. */
  readonly search?: readonly string[];
}
export interface PickGroup {
  readonly label: string;
  readonly items: readonly PickItem[];
}

interface PickListProps {
  readonly label: string;
  readonly placeholder: string;
  readonly empty: string;
  readonly groups: readonly PickGroup[];
  readonly onPick: (key: string) => void;
  /** Told what is typed, where the items come from somewhere that must be asked. */
  readonly onQuery?: (query: string) => void;
  readonly onClose?: () => void;
}

/** A list to search in: type, move with arrows, choose with Enter. */
export function PickList({ label, placeholder, empty, groups, onPick, onQuery, onClose }: PickListProps) {
  const id = useId();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const shown = groups
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => matches(query, [item.label, item.hint ?? "", ...(item.search ?? [])])),
    }))
    .filter((group) => group.items.length > 0);
  const flat = shown.flatMap((group) => group.items);
  const at = Math.min(active, flat.length - 1);

  // After the popover has its place: focus given before it would scroll the page there.
  useEffect(() => {
    const frame = requestAnimationFrame(() => input.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, []);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${at}"]`)?.scrollIntoView?.({ block: "nearest" });
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter while an input method composes takes its suggestion, not ours.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setActive(Math.min(at + 1, flat.length - 1));
    else if (event.key === "ArrowUp") setActive(Math.max(at - 1, 0));
    else if (event.key === "Enter") {
      const item = flat[at];
      if (item) onPick(item.key);
    } else if (event.key === "Escape") onClose?.();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  let index = -1;
  return (
    <div className="pick-list">
      <input
        ref={input}
        className="input"
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={flat[at] ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={placeholder}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          onQuery?.(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="pick-list-items" role="listbox" id={`${id}-list`} aria-label={label} ref={list}>
        {shown.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
          <div key={group.label} role="group" aria-label={group.label}>
            <div className="pick-list-group" aria-hidden="true">
              {group.label}
            </div>
            {group.items.map((item) => {
              index += 1;
              const own = index;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the input above has the keys
                // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input
                <div
                  key={item.key}
                  id={`${id}-${own}`}
                  data-index={own}
                  role="option"
                  aria-selected={own === at}
                  className="pick-list-item"
                  onMouseMove={() => setActive(own)}
                  onClick={() => onPick(item.key)}
                >
                  {item.icon !== undefined && <span className="pick-list-icon">{item.icon}</span>}
                  <span className="pick-list-text">
                    <span>{item.label}</span>
                    {item.hint !== undefined && <small>{item.hint}</small>}
                  </span>
                </div>
              );
            })}
          </div>
        ))}
        {flat.length === 0 && <p className="pick-list-empty">{empty}</p>}
      </div>
    </div>
  );
}
