import { useRef } from "react";
import { FLOWS_TEXTS } from "../../i18n/flows-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { ImportRow } from "./import-row.js";

interface ImportDialogProps {
  /** Files that were chosen here or dropped anywhere on the page. */
  readonly files: readonly File[];
  readonly onAdd: (files: readonly File[]) => void;
  readonly onClose: () => void;
}

/** Takes flow files, shows every problem of each, and imports those that may be. */
export function ImportDialog({ files, onAdd, onClose }: ImportDialogProps) {
  const t = useTexts(FLOWS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog title={t("import.title")} onClose={onClose} actions={<Button onClick={onClose}>{ui("close")}</Button>}>
      <div className="import-drop">
        <span>{t("import.text")}</span>
        <Button onClick={() => input.current?.click()}>{t("import.choose")}</Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          multiple
          hidden
          aria-label={t("import.choose")}
          onChange={(event) => {
            onAdd([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
      </div>
      {files.length > 0 && (
        <ul className="import-files">
          {files.map((file, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: files are only ever added at the end
            <ImportRow key={at} file={file} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}
