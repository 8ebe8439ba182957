import "../../ui/page.css";
import "./team.css";
import type { TeamMember } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadTeam } from "../../api/team-calls.js";
import { TeamForecast } from "../../forecast/late-forecasts.js";
import { FORECAST_TEXTS } from "../../i18n/forecast-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { TEAM_TEXTS } from "../../i18n/team-texts.js";
import { mayDesign, useSession } from "../../session/session-context.js";
import { momentWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Button } from "../../ui/button.js";
import { Empty } from "../../ui/notice.js";
import { ListPanel } from "../list/list-panel.js";
import { HandOverWindow } from "./hand-over/hand-over-window.js";
import { NudgeDialog } from "./nudge-dialog.js";
import { ReassignMember } from "./reassign-member.js";
import { type TeamAct, TeamTable } from "./team-table.js";

const REFRESH_MS = 30_000;

/** How every advisor's day stands, and what a lead does about it. */
export function TeamPage() {
  const t = useTexts(TEAM_TEXTS);
  const words = useTexts(FORECAST_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const session = useSession();
  const now = useNow();
  const [act, setAct] = useState<{ readonly kind: TeamAct; readonly member: TeamMember }>();
  const [showsForecast, setShowsForecast] = useState(false);
  const team = useQuery({ queryKey: ["team"], queryFn: () => loadTeam(api), refetchInterval: REFRESH_MS });
  useEffect(() => {
    document.title = t("title");
  }, [t]);
  const close = () => setAct(undefined);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("title")}</h1>
        {team.data && (
          <span className="page-count">
            {t("asOf", { time: momentWords(session.brand.timezone, team.data.asOf, now, locale) })}
          </span>
        )}
      </div>
      <p className="team-order">
        {t("order")} <Link to="/held">{t("held")}</Link>
      </p>
      <ListPanel
        list={{ ...team, items: team.data?.items, retry: () => void team.refetch() }}
        empty={
          <Empty
            title={t("none")}
            actions={
              <Link to="/settings/$tab" params={{ tab: "advisors" }} className="button button-m button-primary">
                {t("noneAction")}
              </Link>
            }
          >
            {t("noneText")}
          </Empty>
        }
      >
        {(members) => (
          <div className="team-scroll">
            <TeamTable
              members={members}
              {...(mayDesign(session) && { onAct: (kind: TeamAct, member: TeamMember) => setAct({ kind, member }) })}
            />
          </div>
        )}
      </ListPanel>
      {(team.data?.items.length ?? 0) > 0 && (
        <div className="team-forecast">
          {showsForecast ? <TeamForecast /> : <Button onClick={() => setShowsForecast(true)}>{words("show")}</Button>}
        </div>
      )}
      {act?.kind === "nudge" && <NudgeDialog member={act.member} onClose={close} />}
      {act?.kind === "handOver" && (
        <HandOverWindow from={{ ...act.member, id: act.member.advisorId }} onClose={close} />
      )}
      {(act?.kind === "reassign" || act?.kind === "takeOver") && (
        <ReassignMember
          member={act.member}
          to={act.kind === "takeOver" ? session.advisorId : undefined}
          onClose={close}
        />
      )}
    </div>
  );
}
