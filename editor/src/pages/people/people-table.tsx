import { Link } from "@tanstack/react-router";
import type { WireEnrollment } from "../../api/wire-types.js";
import { CONSOLE_TEXTS } from "../../i18n/console-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { traceReasonWords } from "../../i18n/trace-reason-words.js";
import { OrderMenu } from "../../inside/order-menu.js";
import { mayDesign, useSession } from "../../session/session-context.js";
import { momentWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Badge } from "../../ui/badge.js";
import { WhyButton } from "../../why/why-button.js";
import { useBrandNames } from "../use-brand-names.js";
import { stepName } from "./node-name.js";

/** People in a flow, with where they stand and since when. */
export function PeopleTable({ people }: { readonly people: readonly WireEnrollment[] }) {
  const t = useTexts(CONSOLE_TEXTS);
  const locale = useLocale();
  const session = useSession();
  const { brand } = session;
  const isLead = mayDesign(session);
  const now = useNow();
  const { advisorName } = useBrandNames();
  const when = (at: number) => momentWords(brand.timezone, at, now, locale);
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t("people.customer")}</th>
          <th>{t("people.advisor")}</th>
          <th>{t("people.node")}</th>
          <th>{t("people.since")}</th>
          <th>{t("people.entered")}</th>
          <th className="cell-number">{t("people.version")}</th>
          <th>{t("people.state")}</th>
          <th>
            <span className="hidden-text">{t("people.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id}>
            <td>
              <Link to="/customers/$customerId" params={{ customerId: person.customerId }} className="cell-main">
                {person.customerName ?? person.customerId}
              </Link>
            </td>
            <td data-label={t("people.advisor")}>{person.advisorId !== undefined && advisorName(person.advisorId)}</td>
            <td data-label={t("people.node")}>{stepName(person, locale)}</td>
            <td data-label={t("people.since")} className="cell-moment">
              {when(person.since)}
            </td>
            <td data-label={t("people.entered")} className="cell-moment">
              {when(person.enteredAt)}
            </td>
            <td data-label={t("people.version")} className="cell-number">
              {person.version}
            </td>
            <td data-label={t("people.state")}>
              <span>
                <Badge tone={person.state === "active" ? "ok" : "neutral"}>{t(`people.state.${person.state}`)}</Badge>{" "}
                {person.reason !== undefined && (
                  <span className="cell-sub">{traceReasonWords(person.reason, locale)}</span>
                )}
              </span>
            </td>
            <td className="cell-actions">
              {person.state !== "waiting" && (
                <WhyButton
                  ask={{ of: "stay", customerId: person.customerId, enrollmentId: person.id }}
                  name={person.customerName ?? person.customerId}
                />
              )}
              {isLead && (
                <OrderMenu
                  customerId={person.customerId}
                  enrollmentId={person.id}
                  state={person.state}
                  flowId={person.flowId}
                  flowName={person.flowName}
                  customerName={person.customerName}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
