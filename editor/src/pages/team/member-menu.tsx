import type { TeamMember } from "@sopflow/schemas";
import { ArrowRightLeft, BellRing, Ellipsis, Hand, UserRoundPen } from "lucide-react";
import { HAND_OVER_TEXTS } from "../../i18n/hand-over-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { TEAM_TEXTS } from "../../i18n/team-texts.js";
import { useSession } from "../../session/session-context.js";
import { IconButton } from "../../ui/button.js";
import { Menu } from "../../ui/menu.js";
import type { TeamAct } from "./team-table.js";

interface MemberMenuProps {
  readonly member: TeamMember;
  readonly onAct: (act: TeamAct, member: TeamMember) => void;
}

/** What a lead can do about one advisor's day. */
export function MemberMenu({ member, onAct }: MemberMenuProps) {
  const t = useTexts(TEAM_TEXTS);
  const words = useTexts(HAND_OVER_TEXTS);
  const { advisorId } = useSession();
  const icon = { size: 16, "aria-hidden": true } as const;
  const hasNothing = member.open === 0;
  const isOther = advisorId !== undefined && advisorId !== member.advisorId;
  return (
    <Menu
      trigger={
        <IconButton label={t("actions", { name: member.name })}>
          <Ellipsis size={18} aria-hidden />
        </IconButton>
      }
      groups={[
        [
          {
            key: "nudge",
            label: t("nudge"),
            icon: <BellRing {...icon} />,
            disabled: !member.active,
            onSelect: () => onAct("nudge", member),
          },
          {
            key: "reassign",
            label: t("reassign"),
            icon: <UserRoundPen {...icon} />,
            disabled: hasNothing,
            onSelect: () => onAct("reassign", member),
          },
          ...(isOther
            ? [
                {
                  key: "takeOver",
                  label: t("takeOver"),
                  icon: <Hand {...icon} />,
                  disabled: hasNothing,
                  onSelect: () => onAct("takeOver", member),
                },
              ]
            : []),
        ],
        [
          {
            key: "handOver",
            label: words("action"),
            icon: <ArrowRightLeft {...icon} />,
            onSelect: () => onAct("handOver", member),
          },
        ],
      ]}
    />
  );
}
