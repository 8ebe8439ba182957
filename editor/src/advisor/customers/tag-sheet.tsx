import type { Taxonomy } from "@sopflow/schemas";
import { useState } from "react";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { TextInput } from "../../ui/field.js";
import { Sheet } from "../../ui/sheet.js";

interface TagSheetProps {
  readonly taxonomy: Taxonomy | undefined;
  readonly shown: readonly string[];
  readonly onAdd: (tag: string) => void;
  readonly onRemove: (tag: string) => void;
  readonly onClose: () => void;
}

/** The brand's tags that people set, each put on or taken off with one press. */
export function TagSheet({ taxonomy, shown, onAdd, onRemove, onClose }: TagSheetProps) {
  const t = useTexts(DESK_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const [search, setSearch] = useState("");
  const groups = (taxonomy?.groups ?? [])
    // Those the product sets by itself are not for people to add.
    .filter(({ automatic }) => !automatic)
    .map(({ id, name, tags }) => ({ id, name, tags: tags.filter((tag) => tag.includes(search.trim())) }))
    .filter(({ tags }) => tags.length > 0);
  return (
    <Sheet title={t("tags.addTitle")} closeLabel={ui("close")} onClose={onClose}>
      <TextInput
        type="search"
        placeholder={t("tags.search")}
        aria-label={t("tags.search")}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {groups.map(({ id, name, tags }) => (
        <fieldset key={id}>
          <legend className="field-label">{name}</legend>
          <div className="chips-row">
            {tags.map((tag) => (
              <label key={tag} className="chip">
                <input
                  type="checkbox"
                  checked={shown.includes(tag)}
                  onChange={(event) => (event.target.checked ? onAdd(tag) : onRemove(tag))}
                />
                <span>{tag}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      {groups.length === 0 && <p className="quiet">{t("tags.noMatch")}</p>}
    </Sheet>
  );
}
