import "./notice.css";
import type { ReactNode } from "react";
import type { Tone } from "./badge.js";
import { classNames } from "./class-names.js";

interface NoticeProps {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  /** Something that just happened and is to be read out. */
  readonly live?: boolean;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** Something the reader should know, in the place it is about. */
export const Notice = ({ tone = "info", title, live = false, actions, children }: NoticeProps) => (
  <div className={classNames("notice", `notice-${tone}`)} {...(live && { role: "alert" })}>
    <div className="notice-text">
      {title !== undefined && <strong>{title}</strong>}
      {children !== undefined && <div>{children}</div>}
    </div>
    {actions !== undefined && <div className="notice-actions">{actions}</div>}
  </div>
);

interface EmptyProps {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Nothing else is on the page, so its title is the page's. */
  readonly isPage?: boolean;
}

/** What a list says when there is nothing in it: why, and what to do. */
export const Empty = ({ title, children, actions, isPage = false }: EmptyProps) => (
  <div className="empty">
    {isPage ? <h1 className="empty-title">{title}</h1> : <p className="empty-title">{title}</p>}
    {children !== undefined && <p className="empty-text">{children}</p>}
    {actions !== undefined && <div className="empty-actions">{actions}</div>}
  </div>
);

/** Grey lines where text will be. `label` is read out. */
export const Skeleton = ({ lines = 3, label }: { lines?: number; label: string }) => (
  <div className="skeleton" role="status" aria-label={label}>
    {Array.from({ length: lines }, (_, line) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines are all alike and never move
      <span key={line} />
    ))}
  </div>
);
