import "./first-steps.css";
import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { FIRST_STEPS_TEXTS } from "../../i18n/first-steps-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Button } from "../../ui/button.js";
import { FIRST_STEPS, type FirstStep } from "./use-first-steps.js";

const IMPORT = "npx sopflow import --products products.csv --customers customers.csv --orders orders.csv";

interface FirstStepsProps {
  readonly done: Readonly<Record<FirstStep, boolean>>;
  readonly onHide: () => void;
}

/** A short list for a brand that begins empty: what to do first, where, and what is done already. */
export function FirstSteps({ done, onHide }: FirstStepsProps) {
  const t = useTexts(FIRST_STEPS_TEXTS);
  const settings = (tab: string, label: string) => (
    <Link to="/settings/$tab" params={{ tab }}>
      {label}
    </Link>
  );
  const ways: Readonly<Record<FirstStep, ReactNode>> = {
    brand: (
      <>
        {settings("brand", t("brand.go"))}
        {settings("policy", t("brand.policy"))}
      </>
    ),
    products: settings("products", t("products.go")),
    advisors: settings("advisors", t("advisors.go")),
    history: settings("access", t("history.go")),
    flow: undefined, // the page's own button stands above
  };
  const count = FIRST_STEPS.filter((step) => done[step]).length;
  return (
    <section className="panel first-steps" aria-labelledby="first-steps">
      <div className="panel-head">
        <h2 id="first-steps">{t("title")}</h2>
        <span className="page-count">{t("progress", { done: count, total: FIRST_STEPS.length })}</span>
        <Button tone="quiet" size="s" className="first-steps-hide" onClick={onHide}>
          {t("hide")}
        </Button>
      </div>
      <p className="first-steps-intro">{t("text")}</p>
      <ol>
        {FIRST_STEPS.map((step, i) => (
          <li key={step} data-done={done[step]}>
            <span className="first-steps-mark" aria-hidden>
              {done[step] ? <Check size={14} /> : i + 1}
            </span>
            <div>
              <strong>
                {done[step] && <span className="hidden-text">{t("done")}</span>}
                {t(step)}
              </strong>
              {!done[step] && (
                <>
                  <p>{t(`${step}.text`)}</p>
                  {step === "history" && <code>{IMPORT}</code>}
                </>
              )}
            </div>
            {!done[step] && <div className="first-steps-ways">{ways[step]}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}
