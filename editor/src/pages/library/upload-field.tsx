import { useMutation } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { uploadFile } from "../../api/library-calls.js";
import { LIBRARY_TEXTS } from "../../i18n/library-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Button } from "../../ui/button.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Field, TextInput } from "../../ui/field.js";

/** What the server keeps; WeCom takes no attachment above 10 MB. */
const MAX_BYTES = 10 * 1024 * 1024;
const IMAGES = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;
const FILES = [
  "application/pdf",
  "video/mp4",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
] as const;

interface UploadFieldProps {
  readonly kind: "image" | "file" | "cover";
  readonly value: string;
  readonly problem: string | undefined;
  /** `name`: of a file that was just uploaded. */
  readonly onChange: (url: string, name?: string) => void;
}

const LABELS = { image: "imageUrl", file: "fileUrl", cover: "coverUrl" } as const;

/** An image or a file: uploaded, or at an address of its own. */
export function UploadField({ kind, value, problem, onChange }: UploadFieldProps) {
  const t = useTexts(LIBRARY_TEXTS);
  const api = useApi();
  const chooser = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<string>();
  const accepted: readonly string[] = kind !== "file" ? IMAGES : [...FILES, ...IMAGES];
  const upload = useMutation({
    mutationFn: (file: File) => uploadFile(api, file),
    onSuccess: ({ url }, file) => onChange(url, file.name.replace(/\.[^.]*$/, "").slice(0, 80)),
  });
  const take = (file: File | undefined) => {
    if (!file) return;
    upload.reset();
    setRefusal(undefined);
    if (!accepted.includes(file.type)) return setRefusal(t("wrongType"));
    if (file.size > MAX_BYTES) return setRefusal(t("tooBig", { size: (file.size / 1024 / 1024).toFixed(1) }));
    upload.mutate(file);
  };
  return (
    <>
      <Field label={t(LABELS[kind])} hint={t(kind === "cover" ? "coverHint" : "uploadHint")} error={refusal ?? problem}>
        {(control) => (
          <div className="library-upload">
            <TextInput
              {...control}
              maxLength={2_000}
              placeholder="https://"
              value={value}
              onChange={(event) => {
                setRefusal(undefined);
                onChange(event.target.value);
              }}
            />
            <Button
              icon={<Upload size={16} aria-hidden />}
              busy={upload.isPending}
              onClick={() => chooser.current?.click()}
            >
              {t(upload.isPending ? "uploading" : "upload")}
            </Button>
            <input
              ref={chooser}
              type="file"
              hidden
              accept={accepted.join(",")}
              aria-label={t("upload")}
              onChange={(event) => {
                take(event.target.files?.[0]);
                // The same file may be chosen again.
                event.target.value = "";
              }}
            />
          </div>
        )}
      </Field>
      {upload.isError && <FailureNotice error={upload.error} />}
    </>
  );
}
