import "./badge.css";
import type { ReactNode } from "react";
import { classNames } from "./class-names.js";

export type Tone = "neutral" | "ok" | "warn" | "danger" | "info" | "accent";

/** A state in a word, never by colour alone. */
export const Badge = ({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) => (
  <span className={classNames("badge", `tone-${tone}`)}>{children}</span>
);

/** A customer's tag. */
export const Tag = ({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) => (
  <span className={classNames("tag", `tone-${tone}`)}>{children}</span>
);
