import "./library-pick.css";
import { type Material, materialOf } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { Library } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadLibrary } from "../../api/library-calls.js";
import { LIBRARY_TEXTS } from "../../i18n/library-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Tag } from "../../ui/badge.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Empty, Skeleton } from "../../ui/notice.js";

interface LibraryPickProps {
  readonly onPick: (material: Material) => void;
}

/** A button that takes a material over from the library. A copy: what changes there later does not change flows. */
export function LibraryPick({ onPick }: LibraryPickProps) {
  const t = useTexts(LIBRARY_TEXTS);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="s" tone="quiet" icon={<Library size={14} aria-hidden />} onClick={() => setOpen(true)}>
        {t("pick.open")}
      </Button>
      {isOpen && (
        <PickDialog
          onClose={() => setOpen(false)}
          onPick={(material) => {
            setOpen(false);
            onPick(material);
          }}
        />
      )}
    </>
  );
}

function PickDialog({ onPick, onClose }: LibraryPickProps & { readonly onClose: () => void }) {
  const t = useTexts(LIBRARY_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const list = useQuery({ queryKey: ["library", {}], queryFn: () => loadLibrary(api, {}) });
  const usable = (list.data?.items ?? []).flatMap((item) => {
    // What only its maker sees has no place in a flow.
    const material = item.visibility === "own" ? undefined : materialOf(item);
    return material ? [{ item, material }] : [];
  });
  return (
    <Dialog title={t("pick.open")} onClose={onClose}>
      {list.isPending && <Skeleton lines={4} label={ui("loading")} />}
      {list.isError && <FailureNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && usable.length === 0 && <Empty title={t("pick.none")}>{t("pick.noneText")}</Empty>}
      <ul className="library-pick">
        {usable.map(({ item, material }) => (
          <li key={item.id}>
            <button type="button" onClick={() => onPick(material)}>
              <strong>{item.title}</strong>
              <Tag tone="info">{t(`kind.${item.kind}`)}</Tag>
              {item.folder !== "" && <Tag>{item.folder}</Tag>}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
