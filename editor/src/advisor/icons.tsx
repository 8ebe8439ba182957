import type { ReactNode } from "react";

/** The few signs of the list, drawn here: a library's loader for them would weigh more than all of them. */
const icon = (size: number, drawing: ReactNode) => () => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {drawing}
  </svg>
);

export const CopyIcon = icon(
  17,
  <>
    <rect x="8" y="8" width="13" height="13" rx="2" />
    <path d="M4 16V5a2 2 0 0 1 2-2h10" />
  </>,
);
export const CheckIcon = icon(17, <path d="M4 12.5l5.5 5.5L20 7" />);
const clock = (
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5l3.5 2" />
  </>
);
export const ClockIcon = icon(17, clock);
export const SmallClockIcon = icon(14, clock);
export const SkipIcon = icon(17, <path d="M5 5l9 7-9 7zM19 5v14" />);
export const RefreshIcon = icon(19, <path d="M20 11a8 8 0 1 0-1 5M20 4v7h-7" />);
