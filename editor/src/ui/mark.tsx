/** The product's mark: a step, a branch, two ends. */
export const Mark = ({ size = 26 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 26 26" fill="none" aria-hidden="true">
    <rect width="26" height="26" rx="6" fill="var(--accent)" />
    <path
      d="M13 6.5v5M13 11.5c0 3.5-5.5 2-5.5 6M13 11.5c0 3.5 5.5 2 5.5 6"
      stroke="var(--accent-ink)"
      strokeWidth="1.8"
      strokeLinecap="round"
    />
    <circle cx="13" cy="6.5" r="2.2" fill="var(--accent-ink)" />
    <circle cx="7.5" cy="18.5" r="2.2" fill="var(--accent-ink)" />
    <circle cx="18.5" cy="18.5" r="2.2" fill="var(--accent-ink)" />
  </svg>
);
