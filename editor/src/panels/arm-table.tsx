import type { Experiment } from "@sopflow/schemas";
import { useContext } from "react";
import { OpenListsContext } from "../canvas/live-counts.js";
import { LIVE_TEXTS } from "../i18n/live-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { WATCH_TEXTS } from "../i18n/watch-texts.js";
import { Badge } from "../ui/badge.js";

type Arm = Experiment["arms"][number];
type Result = Arm["goals"][number];

/** The arms of one experiment in one version: n, conversion with its interval, and the difference to the baseline. */
export function ArmTable({ experiment, isOnly }: { experiment: Experiment; isOnly: boolean }) {
  const t = useTexts(WATCH_TEXTS);
  const { arms, baseline, version } = experiment;
  const base = arms.find(({ id }) => id === baseline);
  const goals = base?.goals ?? [];
  if (goals.length === 0) return <p className="arms-hint">{t("noGoal")}</p>;
  return (
    <>
      {goals.map(({ goal }) => (
        <div key={goal} className="arms-scroll">
          <table className="arms-table">
            <caption>
              {goal}
              {!isOnly && ` · ${t("version", { version })}`}
            </caption>
            <thead>
              <tr>
                <th scope="col">{t("arm")}</th>
                <th scope="col">{t("entries")}</th>
                <th scope="col">{t("rate")}</th>
                <th scope="col">{t("lift", { base: base?.label ?? baseline })}</th>
              </tr>
            </thead>
            <tbody>
              {arms.map((arm) => (
                <ArmRow key={arm.id} arm={arm} of={experiment} result={arm.goals.find((one) => one.goal === goal)} />
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </>
  );
}

function ArmRow({ arm, of, result }: { arm: Arm; of: Experiment; result: Result | undefined }) {
  const t = useTexts(WATCH_TEXTS);
  const live = useTexts(LIVE_TEXTS);
  const lists = useContext(OpenListsContext);
  const { rate, lift } = result ?? {};
  const count = countWords(arm.matured + arm.running);
  return (
    <tr>
      <th scope="row">
        {arm.label} {arm.holdout && <Badge>{t("holdout")}</Badge>}
      </th>
      <td>
        {lists ? (
          <button
            type="button"
            className="link-button"
            aria-label={live("openList", { what: arm.label, count })}
            onClick={() => lists.arm(of.nodeId, of.version, arm)}
          >
            {count}
          </button>
        ) : (
          count
        )}
        {arm.running > 0 && <span className="arms-sub">{t("running", { count: countWords(arm.running) })}</span>}
      </td>
      <td>
        {rate ? percent(rate.value) : t("none")}
        {rate && (
          <span className="arms-sub">
            {percent(rate.low)}–{percent(rate.high)}
          </span>
        )}
      </td>
      <td>
        {lift && signed(lift.value)}
        {lift && (
          <span className="arms-sub">
            {signed(lift.low)} … {signed(lift.high)}
          </span>
        )}
      </td>
    </tr>
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
const signed = (share: number): string => `${share >= 0 ? "+" : "−"}${(Math.abs(share) * 100).toFixed(1)}%`;
