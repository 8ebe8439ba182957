import { useState } from "react";
import type { FieldPath } from "../document/set-at-path.js";
import { useLocale } from "../i18n/locale-context.js";
import { useForm } from "./form-context.js";

interface DraftOptions<T> {
  readonly path: FieldPath;
  readonly value: T;
  /** How the value is written, and read back; undefined = what is typed is no value yet. */
  readonly format: (value: T) => string;
  readonly parse: (text: string) => { readonly value: T } | undefined;
  /** What the document gets; the value itself unless the field shows a part of what is stored. */
  readonly toFile?: (value: T) => unknown;
  /** What to say of a text that is no value. */
  readonly unreadable?: string;
}

interface Draft<T> {
  readonly text: string;
  /** The value that was held when this was typed: another one means that it was changed from elsewhere. */
  readonly held: T;
  readonly refusal: string | undefined;
}

/**
 * Text being typed for a value. The document takes only what is sound, so a field keeps a text of its own until it is,
 * says what is missing, and goes back to the value when it is left.
 */
export function useDraft<T>({ path, value, format, parse, toFile, unreadable }: DraftOptions<T>) {
  const form = useForm();
  const locale = useLocale();
  const [draft, setDraft] = useState<Draft<T>>();
  const isCurrent = draft !== undefined && draft.held === value;
  return {
    text: isCurrent ? draft.text : format(value),
    refusal: isCurrent ? draft.refusal : undefined,
    type(text: string) {
      const read = parse(text);
      if (read === undefined) {
        setDraft({ text, held: value, refusal: unreadable });
        return;
      }
      const [refused] = form.change(path, toFile ? toFile(read.value) : read.value);
      setDraft({ text, held: refused ? value : read.value, refusal: refused?.message[locale] });
    },
    leave() {
      setDraft(undefined);
      form.seal();
    },
  };
}
