import { useRef } from "react";
import { useTexts } from "../i18n/locale-context.js";
import type { Contact } from "./advisor-chats.js";
import { WriteLine } from "./chat-thread.js";
import { SIM_TEXTS } from "./sim-texts.js";
import { useSideBarBridge } from "./use-side-bar-bridge.js";
import { useSim } from "./use-sim.js";

interface SideBarProps {
  readonly contact: Contact;
  /** The page asked for the chat with another customer. */
  readonly onOpenChat: (externalUserid: string) => void;
}

/** The product's page beside the chat, with a bridge in place of WeCom's JS-SDK. */
export function SideBar({ contact, onOpenChat }: SideBarProps) {
  const t = useTexts(SIM_TEXTS);
  const { state, act } = useSim();
  const frame = useRef<HTMLIFrameElement>(null);
  const who = { userid: contact.friend.userid, externalUserid: contact.customer.externalUserid };
  useSideBarBridge({ frame, url: state.sideBarUrl, who, onOpenChat });
  if (state.sideBarUrl === null) {
    const send = (content: string) =>
      void act({ type: "advisor.sideBarSend", ...who, message: { msgtype: "text", text: { content } } });
    return (
      <div className="sim-side-bar-empty">
        <p className="sim-hint">{t("advisor.sideBarNone")}</p>
        <WriteLine label={t("advisor.sideBarSend")} onSend={send} />
      </div>
    );
  }
  return (
    <div className="sim-side-bar">
      <iframe ref={frame} key={who.externalUserid} src={state.sideBarUrl} title={t("advisor.sideBar")} />
      <a href={state.sideBarUrl} target="_blank" rel="noreferrer">
        {t("advisor.sideBarOpen")}
      </a>
    </div>
  );
}
