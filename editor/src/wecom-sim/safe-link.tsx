import type { ReactNode } from "react";

/** A link that a message brought: followed only where it leads to a web page. */
export function SafeLink({ url, children }: { url: string; children: ReactNode }) {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return <span>{children}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
