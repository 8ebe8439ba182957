import { useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { Select } from "../ui/field.js";
import { ChatThread } from "./chat-thread.js";
import { CustomerProfile } from "./customer-profile.js";
import { SideBar } from "./side-bar.js";
import type { SimCustomer, SimFriend, SimMember } from "./sim-state.js";
import { SIM_TEXTS } from "./sim-texts.js";
import { useSim } from "./use-sim.js";

export interface Contact {
  readonly customer: SimCustomer;
  readonly friend: SimFriend;
}

/** The advisor's chats with customers: one open at a time, with the side bar beside it when asked for. */
export function AdvisorChats({ member }: { member: SimMember }) {
  const t = useTexts(SIM_TEXTS);
  const { state, act } = useSim();
  const [openWith, setOpenWith] = useState("");
  const [isSideBar, setSideBar] = useState(false);
  const contacts = state.corp.customers
    .flatMap((customer): Contact[] =>
      customer.friends.flatMap((friend) =>
        friend.userid === member.userid && friend.memberKeeps ? [{ customer, friend }] : [],
      ),
    )
    .sort((a, b) => touchedAt(b) - touchedAt(a));
  const open = contacts.find(({ customer }) => customer.externalUserid === openWith) ?? contacts[0];
  if (!open) return <p className="sim-empty">{t("advisor.noChats")}</p>;
  const who = { userid: member.userid, externalUserid: open.customer.externalUserid };
  return (
    <>
      <div className="sim-bar">
        <Select
          aria-label={t("chat.list")}
          value={open.customer.externalUserid}
          onChange={(event) => setOpenWith(event.target.value)}
        >
          {contacts.map(({ customer, friend }) => (
            <option key={customer.externalUserid} value={customer.externalUserid}>
              {friend.remark === "" ? customer.name : `${friend.remark} (${customer.name})`}
            </option>
          ))}
        </Select>
        {open.friend.confirmed ? (
          <Button size="s" aria-pressed={isSideBar} onClick={() => setSideBar(!isSideBar)}>
            {t("advisor.sideBar")}
          </Button>
        ) : (
          <Button size="s" tone="primary" onClick={() => void act({ type: "advisor.confirmFriend", ...who })}>
            {t("advisor.confirm")}
          </Button>
        )}
      </div>
      {isSideBar ? (
        <SideBar contact={open} onOpenChat={setOpenWith} />
      ) : (
        <>
          <CustomerProfile key={open.customer.externalUserid} contact={open} />
          <ChatThread
            chat={open.friend.chat}
            self="member"
            disabled={!open.friend.isFriend}
            onSend={(text) => void act({ type: "advisor.write", ...who, text })}
          />
        </>
      )}
    </>
  );
}

const touchedAt = ({ friend }: Contact): number => Math.max(friend.lastChatAt, friend.addedAt);
