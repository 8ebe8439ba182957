import type { Product } from "@sopflow/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { saveProduct } from "../../../api/brand-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { Check, Field, TextInput } from "../../../ui/field.js";
import { useToasts } from "../../../ui/toasts.js";
import { EditDialog } from "../edit-dialog.js";
import { serverWords } from "../field-fault.js";
import { type ProductDraft, readProduct, writeProduct } from "./product-draft.js";

interface ProductDialogProps {
  /** Undefined: a new one. */
  readonly product: Product | undefined;
  readonly onClose: () => void;
}

export function ProductDialog({ product, onClose }: ProductDialogProps) {
  const t = useTexts(SETTINGS_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [draft, setDraft] = useState(() => readProduct(product));
  const [isTried, setTried] = useState(false);
  const { body, faults } = writeProduct(draft);
  const save = useMutation({
    mutationFn: () => saveProduct(api, draft.sku.trim(), body),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["products"] });
      toasts.say(t("saved"));
      onClose();
    },
  });
  const change = (part: Partial<ProductDraft>) => setDraft({ ...draft, ...part });
  const problem = (name: keyof ProductDraft) => {
    const fault = faults[name];
    return isTried && fault ? t(fault) : serverWords(save.error, name);
  };
  return (
    <EditDialog
      title={t(product ? "products.edit" : "products.add")}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (Object.keys(faults).length === 0) save.mutate();
      }}
    >
      <Field label={t("products.name")} error={problem("name")}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={200}
            value={draft.name}
            onChange={(e) => change({ name: e.target.value })}
          />
        )}
      </Field>
      <div className="form-grid">
        <Field label={t("products.sku")} error={problem("sku")}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={128}
              disabled={product !== undefined}
              value={draft.sku}
              onChange={(e) => change({ sku: e.target.value })}
            />
          )}
        </Field>
        <Field label={t("products.category")}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={80}
              value={draft.category}
              onChange={(e) => change({ category: e.target.value })}
            />
          )}
        </Field>
        <Field label={t("products.price")} error={problem("price")}>
          {(control) => (
            <TextInput
              {...control}
              inputMode="decimal"
              value={draft.price}
              onChange={(e) => change({ price: e.target.value })}
            />
          )}
        </Field>
        <Field label={t("products.days")} hint={t("products.daysHint")} error={problem("daysOfSupply")}>
          {(control) => (
            <TextInput
              {...control}
              inputMode="decimal"
              value={draft.daysOfSupply}
              onChange={(e) => change({ daysOfSupply: e.target.value })}
            />
          )}
        </Field>
      </div>
      <Check checked={draft.archived} onChange={(e) => change({ archived: e.target.checked })}>
        {t("products.archived")}
      </Check>
    </EditDialog>
  );
}
