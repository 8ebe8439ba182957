import { useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { Check } from "../ui/field.js";
import { objectIn, type SimGroupSend, type SimMoment, textIn } from "./sim-state.js";
import { SIM_TEXTS } from "./sim-texts.js";
import { clockTime } from "./sim-time.js";
import { useSim } from "./use-sim.js";

/** A group send in 群发助手: to whom, what, and the member's own press of 发送. */
export function GroupSendBox({ send, userid }: { send: SimGroupSend; userid: string }) {
  const t = useTexts(SIM_TEXTS);
  const { act } = useSim();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { msgid, at, text, attachments, status, cancelled, ready, allowSelect, reminders, targets, targetCount } = send;
  // Choosing needs to see them all.
  const canChoose = allowSelect && targets.length === targetCount;
  const isOpen = status === 0 && !cancelled && ready;
  const confirm = () => {
    const chosen = targets.flatMap(({ id }) => (left.has(id) ? [] : [id]));
    const isSome = canChoose && chosen.length < targets.length;
    void act({ type: "advisor.confirmGroupSend", userid, msgid, ...(isSome && { targets: chosen }) });
  };
  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  return (
    <li className="sim-message">
      <p className="sim-message-head">
        <span>{t("send.to", { count: targetCount })}</span>
        <time>{clockTime(at)}</time>
      </p>
      <div className="sim-card">
        <p className="sim-card-text sim-card-wide">{text}</p>
        {attachments.map((attachment) => {
          const kind = textIn(attachment, "msgtype");
          return (
            <p
              key={JSON.stringify(attachment)}
              className="sim-card-source"
            >{`[${kind}] ${textIn(objectIn(attachment, kind), "title")}`}</p>
          );
        })}
        <ul className="sim-targets">
          {targets.map((target) => (
            <li key={target.id}>
              {isOpen && canChoose ? (
                <Check checked={!left.has(target.id)} onChange={() => toggle(target.id)}>
                  {target.name}
                </Check>
              ) : (
                <>
                  <span>{target.name}</span>
                  {status === 2 && (
                    <small className={`sim-status-${target.status}`}>{t(`send.status${target.status}`)}</small>
                  )}
                </>
              )}
            </li>
          ))}
          {targetCount > targets.length && <li>{t("send.more", { count: targetCount - targets.length })}</li>}
        </ul>
        {reminders > 0 && <p className="sim-card-source">{t("send.reminded", { count: reminders })}</p>}
        <div className="sim-card-buttons">
          {isOpen ? (
            <Button tone="primary" onClick={confirm}>
              {left.size === 0 ? t("send.all") : t("send.confirm")}
            </Button>
          ) : (
            <Button disabled>
              {cancelled ? t("send.cancelled") : status === 2 ? t("send.done") : t("send.waiting")}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}

/** A post for moments, which the member publishes. */
export function MomentBox({ moment, userid }: { moment: SimMoment; userid: string }) {
  const t = useTexts(SIM_TEXTS);
  const { act } = useSim();
  const { momentId, at, text, publishedAt, ready } = moment;
  return (
    <li className="sim-message">
      <p className="sim-message-head">
        <span>{t("moment.title")}</span>
        <time>{clockTime(at)}</time>
      </p>
      <div className="sim-card">
        <p className="sim-card-text sim-card-wide">{text}</p>
        <div className="sim-card-buttons">
          <Button
            tone="primary"
            disabled={publishedAt !== null || !ready}
            onClick={() => void act({ type: "advisor.publishMoment", userid, momentId })}
          >
            {publishedAt === null ? t("moment.publish") : t("moment.done")}
          </Button>
        </div>
      </div>
    </li>
  );
}
