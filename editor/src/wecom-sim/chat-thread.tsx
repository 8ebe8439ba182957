import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { TextInput } from "../ui/field.js";
import type { SimChatMessage } from "./sim-state.js";
import { SIM_TEXTS, type SimTextKey } from "./sim-texts.js";
import { clockTime } from "./sim-time.js";

const KINDS: Readonly<Record<string, SimTextKey>> = {
  image: "kind.image",
  link: "kind.link",
  miniprogram: "kind.miniprogram",
  video: "kind.video",
  file: "kind.file",
  news: "kind.news",
};

interface ChatThreadProps {
  readonly chat: readonly SimChatMessage[];
  /** Whose phone it is: their own messages stand on the right. */
  readonly self: SimChatMessage["from"];
  readonly disabled?: boolean;
  readonly onSend: (text: string) => void;
}

/** A chat with what was written, newest below, and a line to write in. */
export function ChatThread({ chat, self, disabled = false, onSend }: ChatThreadProps) {
  const t = useTexts(SIM_TEXTS);
  const end = useRef<HTMLLIElement>(null);
  const count = chat.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message scrolls into view
  useEffect(() => {
    // The chat alone: on a narrow screen the page would move along.
    const list = end.current?.parentElement;
    if (list) list.scrollTop = list.scrollHeight;
  }, [count]);
  return (
    <>
      <ul className="sim-chat">
        {count === 0 && <li className="sim-empty">{t("chat.empty")}</li>}
        {chat.map(({ id, from, at, msgtype, text, via }) => {
          const kind = KINDS[msgtype];
          return (
            <li key={id} className={from === self ? "sim-line sim-line-own" : "sim-line"}>
              <p className="sim-bubble">{kind ? `${t(kind)} ${text}` : text}</p>
              <span className="sim-line-note">
                {clockTime(at)} {t(`via.${via}`)}
              </span>
            </li>
          );
        })}
        <li ref={end} className="sim-chat-end" aria-hidden="true" />
      </ul>
      <WriteLine disabled={disabled} onSend={onSend} label={t("chat.send")} />
    </>
  );
}

interface WriteLineProps {
  readonly disabled?: boolean;
  readonly label: string;
  readonly onSend: (text: string) => void;
}

export function WriteLine({ disabled = false, label, onSend }: WriteLineProps) {
  const t = useTexts(SIM_TEXTS);
  const [text, setText] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    onSend(text.trim());
    setText("");
  };
  return (
    <form className="sim-write" onSubmit={send}>
      <TextInput
        value={text}
        disabled={disabled}
        aria-label={t("chat.write")}
        placeholder={t("chat.write")}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" tone="primary" disabled={disabled || text.trim() === ""}>
        {label}
      </Button>
    </form>
  );
}
