import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { loadContactWays } from "../../../api/wecom-settings-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { WECOM_TEXTS } from "../../../i18n/wecom-texts.js";
import { Tag } from "../../../ui/badge.js";
import { Button } from "../../../ui/button.js";
import { Empty } from "../../../ui/notice.js";
import { ListPanel } from "../../list/list-panel.js";
import { useBrandNames } from "../../use-brand-names.js";
import { ChannelCodeDialog } from "./channel-code-dialog.js";
import { useConnection } from "./connection-context.js";

interface ChannelCodesProps {
  readonly readonly: boolean;
  /** WeCom is connected: codes can be made. */
  readonly isReady: boolean;
}

/** Codes that tell from which channel a customer came. */
export function ChannelCodes({ readonly, isReady }: ChannelCodesProps) {
  const t = useTexts(WECOM_TEXTS);
  const api = useApi();
  const { id } = useConnection();
  const { advisors } = useBrandNames();
  const [isAdding, setAdding] = useState(false);
  const list = useQuery({ queryKey: ["wecom", "codes", id], queryFn: () => loadContactWays(api, id) });
  const nameOf = (userId: string) =>
    advisors.find((one) => (one.wecomUserId ?? one.id).toLowerCase() === userId.toLowerCase())?.name ?? userId;
  const text = t(isReady ? "codes.text" : "codes.first");
  return (
    <section className="form-stack" aria-labelledby="wecom-codes">
      <div className="wecom-codes-head">
        <h2 id="wecom-codes">{t("codes.title")}</h2>
        {!readonly && (
          <Button icon={<Plus size={16} aria-hidden />} disabled={!isReady} onClick={() => setAdding(true)}>
            {t("codes.add")}
          </Button>
        )}
      </div>
      <p className="form-note">{text}</p>
      <ListPanel
        list={{ ...list, items: list.data?.items, retry: () => void list.refetch() }}
        lines={3}
        empty={<Empty title={t("codes.none")}>{t("codes.noneText")}</Empty>}
      >
        {(codes) => (
          <table className="table">
            <thead>
              <tr>
                <th>{t("codes.channel")}</th>
                <th>{t("codes.remark")}</th>
                <th>{t("codes.advisors")}</th>
                <th>{t("codes.qr")}</th>
              </tr>
            </thead>
            <tbody>
              {codes.map(({ state, channel, remark, userIds, qrCode }) => (
                <tr key={state}>
                  <td>
                    <span className="cell-title">{channel}</span>
                    <div className="cell-sub">{state}</div>
                  </td>
                  <td data-label={t("codes.remark")}>{remark}</td>
                  <td data-label={t("codes.advisors")}>
                    <span className="cell-tags">
                      {userIds.map((userId) => (
                        <Tag key={userId}>{nameOf(userId)}</Tag>
                      ))}
                    </span>
                  </td>
                  <td data-label={t("codes.qr")}>
                    {qrCode === undefined ? (
                      <span className="zero">{t("codes.noQr")}</span>
                    ) : (
                      // The picture is WeCom's: pages of ours show no image of another site.
                      <a href={qrCode} target="_blank" rel="noreferrer" aria-label={t("codes.showOf", { channel })}>
                        {t("codes.show")}
                      </a>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </ListPanel>
      {isAdding && <ChannelCodeDialog onClose={() => setAdding(false)} />}
    </section>
  );
}
