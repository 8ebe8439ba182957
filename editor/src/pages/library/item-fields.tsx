import { useQuery } from "@tanstack/react-query";
import { useApi } from "../../api/api-context.js";
import { loadAdvisors } from "../../api/brand-calls.js";
import { LIBRARY_TEXTS } from "../../i18n/library-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { mayDesign, useSession } from "../../session/session-context.js";
import { Field, Select, TextArea, TextInput } from "../../ui/field.js";
import { Segments } from "../../ui/segments.js";
import { hasCover, type ItemDraft, type ItemFaults } from "./item-draft.js";
import { KINDS } from "./library-search.js";
import { UploadField } from "./upload-field.js";
import { POOL, useVisibilityWords } from "./visibility-words.js";

interface ItemFieldsProps {
  readonly draft: ItemDraft;
  readonly faults: ItemFaults;
  readonly folders: readonly string[];
  readonly onChange: (part: Partial<ItemDraft>) => void;
}

/** The fields of an item: those that its kind has. */
export function ItemFields({ draft, faults, folders, onChange }: ItemFieldsProps) {
  const t = useTexts(LIBRARY_TEXTS);
  const { kind } = draft;
  const faultAt = (name: keyof ItemDraft) => {
    const fault = faults[name];
    return fault === undefined ? undefined : t(fault);
  };
  return (
    <>
      <Segments
        label={t("kind")}
        value={kind}
        choices={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(next) => onChange({ kind: next })}
      />
      <Field label={t("name")} error={faultAt("title")}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={80}
            value={draft.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      {(kind === "image" || kind === "file") && (
        <UploadField
          kind={kind}
          value={draft.url}
          problem={faultAt("url")}
          onChange={(url, name) =>
            onChange({ url, ...(draft.title.trim() === "" && name !== undefined && { title: name }) })
          }
        />
      )}
      {(kind === "link" || kind === "miniprogram") && (
        <Field
          label={t(kind === "link" ? "linkUrl" : "pagePath")}
          error={faultAt("url")}
          {...(kind === "miniprogram" && { hint: t("pagePathHint") })}
        >
          {(control) => (
            <TextInput
              {...control}
              maxLength={2_000}
              {...(kind === "link" && { inputMode: "url" as const, placeholder: "https://" })}
              value={draft.url}
              onChange={(event) => onChange({ url: event.target.value })}
            />
          )}
        </Field>
      )}
      {kind === "miniprogram" && (
        <Field label={t("appId")} error={faultAt("appId")}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={64}
              value={draft.appId}
              onChange={(event) => onChange({ appId: event.target.value })}
            />
          )}
        </Field>
      )}
      {hasCover(kind) && (
        <UploadField
          kind="cover"
          value={draft.cover}
          problem={faultAt("cover")}
          onChange={(cover) => onChange({ cover })}
        />
      )}
      <Field label={t(kind === "text" ? "text" : "textAlong")} error={faultAt("text")}>
        {(control) => (
          <TextArea
            {...control}
            rows={kind === "text" ? 6 : 3}
            maxLength={4_000}
            value={draft.text}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        )}
      </Field>
      <div className="form-grid">
        <Field label={t("folder")} hint={t("folderHint")}>
          {(control) => (
            <>
              <TextInput
                {...control}
                list="library-folders"
                maxLength={40}
                value={draft.folder}
                onChange={(event) => onChange({ folder: event.target.value })}
              />
              <datalist id="library-folders">
                {folders.map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <VisibilityField value={draft.visibility} onChange={(visibility) => onChange({ visibility })} />
      </div>
    </>
  );
}

/** Everybody, a pool of advisors, or only oneself. Advisors make what is theirs alone. */
function VisibilityField({ value, onChange }: { readonly value: string; readonly onChange: (to: string) => void }) {
  const t = useTexts(LIBRARY_TEXTS);
  const api = useApi();
  const words = useVisibilityWords();
  const isLead = mayDesign(useSession());
  const advisors = useQuery({ queryKey: ["advisors"], queryFn: () => loadAdvisors(api), enabled: isLead });
  if (!isLead) return null;
  const pools = (advisors.data?.items ?? []).flatMap((advisor) => advisor.pools).map((pool) => `${POOL}${pool}`);
  const choices = [...new Set(["all", ...pools, "own", value])];
  return (
    <Field label={t("visibility")}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {words(choice)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
