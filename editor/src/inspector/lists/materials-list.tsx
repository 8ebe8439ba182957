import type { Material } from "@sopflow/schemas";
import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { ChoiceField } from "../fields/choice-field.js";
import { TextField } from "../fields/text-field.js";
import { useForm } from "../form-context.js";
import { LibraryPick } from "./library-pick.js";
import { ListEditor } from "./list-editor.js";

const MAX = 9;
const KINDS = ["image", "link", "miniprogram", "file", "video"] as const;

/** What is sent along with a text. */
export function MaterialsList({ path, value }: { path: FieldPath; value: readonly Material[] }) {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  return (
    <>
      <ListEditor
        path={path}
        label={t("materials")}
        items={value}
        max={MAX}
        keyOf={(_, i) => String(i)}
        titleOf={(item, i) => item.title || t("materials.nth", { n: i + 1 })}
        create={(): Material => ({ kind: "image", title: "", url: "https://" })}
        addLabel={t("materials.add")}
      >
        {(item, at) => (
          <>
            <ChoiceField
              path={[...at, "kind"]}
              label={t("materials.kind")}
              value={item.kind}
              choices={KINDS.map((kind) => ({ value: kind, label: t(`materials.${kind}`) }))}
            />
            <TextField path={[...at, "title"]} label={t("materials.title")} value={item.title} />
            {item.kind === "miniprogram" && (
              <TextField path={[...at, "appId"]} label={t("materials.appId")} value={item.appId} optional />
            )}
            <TextField
              path={[...at, "url"]}
              label={t(item.kind === "miniprogram" ? "materials.page" : "materials.url")}
              value={item.url}
            />
            {(item.kind === "miniprogram" || item.kind === "link") && (
              <TextField
                path={[...at, "cover"]}
                label={t("materials.cover")}
                hint={t(item.kind === "miniprogram" ? "materials.coverHint" : "materials.linkCoverHint")}
                value={item.cover}
                optional
              />
            )}
          </>
        )}
      </ListEditor>
      {value.length < MAX && <LibraryPick onPick={(material) => void change(path, [...value, material])} />}
    </>
  );
}
