import "./button.css";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.js";

export interface ButtonProps extends ComponentProps<"button"> {
  /** `primary` once per view; `danger` for what cannot be taken back. */
  readonly tone?: "primary" | "plain" | "quiet" | "danger";
  readonly size?: "s" | "m" | "l";
  readonly icon?: ReactNode;
  /** Work goes on: the button keeps its place and takes no further press. */
  readonly busy?: boolean;
}

export function Button({
  tone = "plain",
  size = "m",
  icon,
  busy = false,
  className,
  children,
  type = "button",
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={classNames("button", `button-${tone}`, `button-${size}`, className)}
    >
      {icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "aria-label"> {
  /** What it does: it has no visible text. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A button that shows an icon only. */
export function IconButton({ label, tone = "quiet", className, children, ...rest }: IconButtonProps) {
  return (
    <Button {...rest} tone={tone} aria-label={label} title={label} className={classNames("button-icon", className)}>
      {children}
    </Button>
  );
}
