import type { TeamMember } from "@sopflow/schemas";
import { ADVISOR_SHEET_TEXTS, KNOWN_SKIP_REASONS } from "../../i18n/advisor-sheet-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { TEAM_TEXTS } from "../../i18n/team-texts.js";
import { Tag } from "../../ui/badge.js";
import { Figure } from "./figure.js";
import { LoadBar } from "./load-bar.js";
import { MemberMenu } from "./member-menu.js";

export type TeamAct = "nudge" | "reassign" | "takeOver" | "handOver";

interface TeamTableProps {
  readonly members: readonly TeamMember[];
  /** Absent: whoever looks only reads. */
  readonly onAct?: (act: TeamAct, member: TeamMember) => void;
}

/** Advisors in their standing; each number leads to the tasks that it counts. */
export function TeamTable({ members, onAct }: TeamTableProps) {
  const t = useTexts(TEAM_TEXTS);
  return (
    <table className="table team-table">
      <thead>
        <tr>
          <th>{t("advisor")}</th>
          <th className="cell-number">{t("done")}</th>
          <th className="cell-number">{t("open")}</th>
          <th className="cell-number">{t("overdue")}</th>
          <th className="cell-number">{t("dueToday")}</th>
          <th title={t("loadHint")}>{t("load")}</th>
          <th className="cell-number">{t("onTime")}</th>
          <th>{t("skipped")}</th>
          <th className="cell-number">{t("praises")}</th>
          <th className="cell-number">{t("unconfirmed")}</th>
          {onAct && (
            <th>
              <span className="hidden-text">{t("reassign")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <MemberRow key={member.advisorId} member={member} rank={rankOf(member, members)} {...(onAct && { onAct })} />
        ))}
      </tbody>
    </table>
  );
}

/** Who did as well stands as high: the order of names is no merit. */
const rankOf = (member: TeamMember, members: readonly TeamMember[]): number =>
  1 + members.findIndex(({ onTimeRate, praises }) => onTimeRate === member.onTimeRate && praises === member.praises);

interface MemberRowProps {
  readonly member: TeamMember;
  readonly rank: number;
  readonly onAct?: (act: TeamAct, member: TeamMember) => void;
}

function MemberRow({ member, rank, onAct }: MemberRowProps) {
  const t = useTexts(TEAM_TEXTS);
  const { advisorId, name, active, onTimeRate, fellDue } = member;
  return (
    <tr>
      <td>
        <div className="team-name">
          {onTimeRate !== undefined && (
            <span className="team-rank" title={t("rank", { rank })}>
              <span aria-hidden>{rank}</span>
              <span className="hidden-text">{t("rank", { rank })}</span>
            </span>
          )}
          <span className="cell-title">{name}</span>
          {!active && <Tag>{t("inactive")}</Tag>}
        </div>
      </td>
      <Figure label={t("done")} value={member.doneToday} search={{ advisorId, state: "done", closed: "today" }} />
      <Figure label={t("open")} value={member.open} search={{ advisorId }} />
      <Figure label={t("overdue")} value={member.overdue} search={{ advisorId, due: "overdue" }} tone="danger" />
      <Figure label={t("dueToday")} value={member.dueToday} search={{ advisorId, due: "ahead-today" }} />
      <td data-label={t("load")} className="cell-wide">
        <LoadBar load={member.contactsToday} capacity={member.capacityPerDay} />
      </td>
      {onTimeRate === undefined ? (
        <td data-label={t("onTime")} className="cell-number zero">
          {t("onTimeNone")}
        </td>
      ) : (
        <Figure
          label={t("onTime")}
          value={t("onTimeOf", { percent: Math.round(onTimeRate * 100) })}
          note={t("onTimeBase", { count: fellDue })}
          search={{ answerableId: advisorId, state: "counted", due: "last-7" }}
        />
      )}
      <Skips member={member} />
      <Figure
        label={t("praises")}
        value={member.praises}
        search={{ advisorId, state: "all", intent: "praise", closed: "last-7" }}
      />
      <Figure
        label={t("unconfirmed")}
        value={member.unconfirmedSends}
        search={{ advisorId, unconfirmed: true }}
        tone="warn"
      />
      {onAct && (
        <td className="cell-actions">
          <MemberMenu member={member} onAct={onAct} />
        </td>
      )}
    </tr>
  );
}

/** How many were skipped today, and why. */
function Skips({ member: { advisorId, skips } }: { readonly member: TeamMember }) {
  const t = useTexts(TEAM_TEXTS);
  const known = useTexts(ADVISOR_SHEET_TEXTS);
  const total = skips.reduce((sum, { count }) => sum + count, 0);
  const words = skips.map(({ reason, count }) => {
    const one = KNOWN_SKIP_REASONS.find((id) => id === reason);
    return t("skip", { reason: one ? known(`skip.${one}`) : reason, count });
  });
  return (
    <Figure
      label={t("skipped")}
      value={total}
      note={words.join(" · ")}
      search={{ advisorId, state: "skipped", closed: "today" }}
      isWide
    />
  );
}
