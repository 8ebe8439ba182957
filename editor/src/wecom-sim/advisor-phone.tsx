import { useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { Select } from "../ui/field.js";
import { AdvisorChats } from "./advisor-chats.js";
import { AppMessageView } from "./app-message.js";
import { GroupSendBox, MomentBox } from "./group-send-box.js";
import type { SimMember } from "./sim-state.js";
import { SIM_TEXTS, type SimTextKey } from "./sim-texts.js";
import { useSim } from "./use-sim.js";

const TABS = ["chats", "app", "assistant"] as const;
type Tab = (typeof TABS)[number];
const TAB_TEXTS: Readonly<Record<Tab, SimTextKey>> = {
  chats: "advisor.chats",
  app: "advisor.app",
  assistant: "advisor.assistant",
};

interface AdvisorPhoneProps {
  readonly member: SimMember | undefined;
  readonly onChoose: (userid: string) => void;
}

/** The advisor's WeCom: chats with side bar, the app's messages and cards, 群发助手. */
export function AdvisorPhone({ member, onChoose }: AdvisorPhoneProps) {
  const t = useTexts(SIM_TEXTS);
  const { state } = useSim();
  const [tab, setTab] = useState<Tab>("chats");
  const counts: Readonly<Record<Tab, number>> = {
    chats: state.corp.customers.flatMap(({ friends }) => friends).filter((f) => f.userid === member?.userid).length,
    app: member?.messages.length ?? 0,
    assistant:
      (member?.groupSends.filter(({ status, cancelled }) => status === 0 && !cancelled).length ?? 0) +
      (member?.moments.filter(({ publishedAt }) => publishedAt === null).length ?? 0),
  };
  return (
    <section className="sim-phone sim-phone-advisor" aria-label={t("advisor.phone")}>
      <div className="sim-phone-head">
        <h2>{t("advisor.phone")}</h2>
        <Select
          aria-label={t("advisor.choose")}
          value={member?.userid ?? ""}
          onChange={(event) => onChoose(event.target.value)}
        >
          {state.corp.members.map(({ userid, name }) => (
            <option key={userid} value={userid}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      <div className="sim-tabs" role="tablist">
        {TABS.map((item) => (
          <button
            key={item}
            type="button"
            role="tab"
            id={`sim-tab-${item}`}
            aria-selected={tab === item}
            aria-controls="sim-tab-panel"
            onClick={() => setTab(item)}
          >
            {t(TAB_TEXTS[item])}
            {counts[item] > 0 && <span className="sim-count">{counts[item]}</span>}
          </button>
        ))}
      </div>
      <div className="sim-tab-panel" role="tabpanel" id="sim-tab-panel" aria-labelledby={`sim-tab-${tab}`}>
        {member && tab === "chats" && <AdvisorChats key={member.userid} member={member} />}
        {member && tab === "app" && <AppMessages member={member} />}
        {member && tab === "assistant" && <Assistant member={member} />}
      </div>
    </section>
  );
}

function AppMessages({ member }: { member: SimMember }) {
  const t = useTexts(SIM_TEXTS);
  if (member.messages.length === 0) return <p className="sim-empty">{t("advisor.noApp")}</p>;
  return (
    <ul className="sim-list">
      {[...member.messages].reverse().map((message) => (
        <AppMessageView key={message.msgid} message={message} userid={member.userid} />
      ))}
    </ul>
  );
}

function Assistant({ member }: { member: SimMember }) {
  const t = useTexts(SIM_TEXTS);
  const { groupSends, moments, userid } = member;
  if (groupSends.length + moments.length === 0) return <p className="sim-empty">{t("advisor.noAssistant")}</p>;
  return (
    <ul className="sim-list">
      {[...groupSends].reverse().map((send) => (
        <GroupSendBox key={send.msgid} send={send} userid={userid} />
      ))}
      {[...moments].reverse().map((moment) => (
        <MomentBox key={moment.momentId} moment={moment} userid={userid} />
      ))}
    </ul>
  );
}
