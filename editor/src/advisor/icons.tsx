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
export const FilterIcon = icon(19, <path d="M4 6h16M7 12h10M10 18h4" />);
export const ChatIcon = icon(17, <path d="M4 5h16v11H10l-5 4v-4H4z" />);
export const PhoneIcon = icon(
  17,
  <path d="M5 3h4l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2" />,
);
export const BackIcon = icon(20, <path d="M15 5l-7 7 7 7" />);
export const TasksIcon = icon(21, <path d="M4 6.5l1.5 1.5L8.5 5M4 16.5l1.5 1.5 3-3M12 7h8M12 17h8" />);
export const CustomersIcon = icon(
  21,
  <>
    <circle cx="9" cy="8" r="3.5" />
    <path d="M2.5 20a6.5 6.5 0 0 1 13 0M16 5a3.5 3.5 0 0 1 0 6.5M18 14a6 6 0 0 1 3.5 6" />
  </>,
);
export const LibraryIcon = icon(
  21,
  <path d="M4 5a2 2 0 0 1 2-2h14v18H6a2 2 0 0 1-2-2zM4 18a2 2 0 0 1 2-2h14M9 7.5h6" />,
);
export const MeIcon = icon(
  21,
  <>
    <circle cx="12" cy="8" r="4" />
    <path d="M4.5 21a7.5 7.5 0 0 1 15 0" />
  </>,
);
