import { ChevronsUpDown, UserRound, WandSparkles } from "lucide-react";
import { useMemo } from "react";
import { useDocument } from "../editing/editor-session.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { PREVIEW_TEXTS } from "../i18n/preview-texts.js";
import { Button } from "../ui/button.js";
import { fieldsOf, usualSku } from "./compute-preview.js";
import { CustomerPicker } from "./customer-picker.js";
import { MadeUpForm } from "./made-up-form.js";
import { PERSONAS } from "./personas.js";
import { type PreviewWho, usePreviewState, usePreviewStore } from "./preview-store.js";
import { usePreviewBrand, usePreviewDocument } from "./use-preview-run.js";

/** With whom the flow is tried. */
export function WhoSection() {
  const t = useTexts(PREVIEW_TEXTS);
  const locale = useLocale();
  const store = usePreviewStore();
  const who = usePreviewState((state) => state.who);
  const real = usePreviewState((state) => state.result?.real);
  const flow = useDocument((state) => state.flow);
  const products = usePreviewBrand()?.products;
  const document = usePreviewDocument();
  const usual = useMemo(() => fieldsOf({ who }, flow, products ?? []), [who, flow, products]);
  const persona = PERSONAS.find((one) => one.id === usual.persona);
  const isReal = who.kind === "real";
  const choose = (next: PreviewWho) => {
    const { startAt } = store.getState();
    store.setState({ who: next, answers: {}, events: [], at: startAt, playing: false });
  };
  return (
    <section className="preview-part" aria-label={t("who")}>
      <CustomerPicker
        trigger={
          <Button className="preview-who">
            <span className="preview-who-icon">
              {isReal ? <UserRound size={17} aria-hidden /> : <WandSparkles size={17} aria-hidden />}
            </span>
            <span className="preview-who-name">
              <strong>{isReal ? who.name : persona?.name[locale]}</strong>
              <small>{isReal ? t("who.realBadge") : `${t("who.madeUp")} · ${persona?.hint[locale] ?? ""}`}</small>
            </span>
            <ChevronsUpDown size={15} aria-hidden />
          </Button>
        }
        personas={PERSONAS.map(({ id, name, hint }) => ({ id, name: name[locale], hint: hint[locale] }))}
        onPersona={(id) => {
          const chosen = PERSONAS.find((one) => one.id === id);
          if (chosen) choose({ kind: "madeUp", persona: id, fields: chosen.fields(usualSku(products ?? [])) });
        }}
        onReal={({ id, name }) => choose({ kind: "real", id, name })}
      />
      {isReal && document.isPending && <p className="preview-note">{t("who.loading")}</p>}
      {isReal && document.isError && (
        <p className="preview-note" role="alert">
          {t("who.failed")}{" "}
          <Button size="s" tone="quiet" onClick={() => void document.refetch()}>
            {t("who.retry")}
          </Button>
        </p>
      )}
      {isReal && real?.isInFlow && <p className="preview-note">{t("who.inFlow")}</p>}
      {isReal && real && !real.isInFlow && real.entered > 0 && (
        <p className="preview-note">{t("who.entered", { count: real.entered })}</p>
      )}
      {!isReal && (
        <details className="preview-more">
          <summary>{t("who.edit")}</summary>
          <MadeUpForm
            fields={usual.fields}
            onChange={(fields) => store.setState({ who: { kind: "madeUp", persona: usual.persona, fields } })}
          />
        </details>
      )}
    </section>
  );
}
