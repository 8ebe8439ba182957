import type { LibraryItem } from "@sopflow/schemas";
import { AppWindow, FileText, ImageIcon, Link2 } from "lucide-react";
import { LIBRARY_TEXTS } from "../../i18n/library-texts.js";
import { useTexts } from "../../i18n/locale-context.js";

/** Files of our own; pages may show no image of another site. */
export const isOwnFile = (url: string): boolean => url.startsWith("/files/");
const isWeb = (url: string): boolean => isOwnFile(url) || /^https?:/i.test(url);

const ICONS = { text: FileText, image: ImageIcon, link: Link2, miniprogram: AppWindow, file: FileText } as const;

/** What is sent besides words: an image is shown, everything else has its address. */
export function MaterialView({ item }: { readonly item: Pick<LibraryItem, "kind" | "title" | "url"> }) {
  const t = useTexts(LIBRARY_TEXTS);
  const { kind, title, url } = item;
  if (kind === "text" || url === undefined || url === "") return null;
  const Icon = ICONS[kind];
  if (kind === "image" && isOwnFile(url)) return <img className="library-image" src={url} alt={title} loading="lazy" />;
  return (
    <p className="library-material">
      <Icon size={16} aria-hidden />
      {isWeb(url) ? (
        <a href={url} target="_blank" rel="noreferrer">
          {isOwnFile(url) ? t("open") : url}
        </a>
      ) : (
        <span>{url}</span>
      )}
    </p>
  );
}
