import { useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { Select } from "../ui/field.js";
import { ChatThread } from "./chat-thread.js";
import { ScanCodes } from "./scan-codes.js";
import type { SimCustomer, SimFriend } from "./sim-state.js";
import { SIM_TEXTS } from "./sim-texts.js";
import { useSim } from "./use-sim.js";

interface CustomerPhoneProps {
  readonly customer: SimCustomer | undefined;
  readonly onChoose: (externalUserid: string) => void;
  /** The customer met this advisor just now. */
  readonly onMeet: (userid: string) => void;
}

/** The customer's WeChat: scanning codes, and chats with advisors. */
export function CustomerPhone({ customer, onChoose, onMeet }: CustomerPhoneProps) {
  const t = useTexts(SIM_TEXTS);
  const { state } = useSim();
  const [openWith, setOpenWith] = useState("");
  const [isScanning, setScanning] = useState(false);
  const friends = customer?.friends ?? [];
  const open = friends.find(({ userid }) => userid === openWith) ?? friends[0];
  const nameOf = (userid: string) => state.corp.members.find((item) => item.userid === userid)?.name ?? userid;
  return (
    <section className="sim-phone sim-phone-customer" aria-label={t("customer.phone")}>
      <div className="sim-phone-head">
        <h2>{t("customer.phone")}</h2>
        <Select
          aria-label={t("customer.choose")}
          value={customer?.externalUserid ?? ""}
          onChange={(event) => {
            onChoose(event.target.value);
            setScanning(false);
          }}
        >
          <option value="">{t("customer.new")}</option>
          {[...state.corp.customers].reverse().map(({ externalUserid, name }) => (
            <option key={externalUserid} value={externalUserid}>
              {name}
            </option>
          ))}
          {state.corp.customerCount > state.corp.customers.length && (
            <option disabled>{t("customer.more", { count: state.corp.customers.length })}</option>
          )}
        </Select>
      </div>
      {open && !isScanning ? (
        <>
          <div className="sim-bar">
            <Select
              aria-label={t("chat.list")}
              value={open.userid}
              onChange={(event) => setOpenWith(event.target.value)}
            >
              {friends.map(({ userid }) => (
                <option key={userid} value={userid}>
                  {nameOf(userid)}
                </option>
              ))}
            </Select>
            <Button size="s" onClick={() => setScanning(true)}>
              {t("customer.scan")}
            </Button>
          </div>
          <FriendChat customer={customer} friend={open} />
        </>
      ) : (
        <ScanCodes
          customer={customer}
          onCancel={open ? () => setScanning(false) : undefined}
          onScanned={({ externalUserid, userid }) => {
            onChoose(externalUserid);
            setOpenWith(userid);
            setScanning(false);
            onMeet(userid);
          }}
        />
      )}
    </section>
  );
}

function FriendChat({ customer, friend }: { customer: SimCustomer | undefined; friend: SimFriend }) {
  const t = useTexts(SIM_TEXTS);
  const { act } = useSim();
  const who = { userid: friend.userid, externalUserid: customer?.externalUserid ?? "" };
  return (
    <>
      <ChatThread
        chat={friend.chat}
        self="customer"
        disabled={!friend.isFriend}
        onSend={(text) => void act({ type: "customer.write", ...who, text })}
      />
      <div className="sim-foot">
        <span>{t("customer.quota", { count: customer?.groupQuotaLeft ?? 0 })}</span>
        {friend.customerKeeps ? (
          <Button size="s" tone="quiet" onClick={() => void act({ type: "customer.deleteAdvisor", ...who })}>
            {t("customer.delete")}
          </Button>
        ) : (
          <span className="sim-warn">{t("customer.deleted")}</span>
        )}
      </div>
    </>
  );
}
