import type { ReactNode } from "react";

/** What one deed of the tour shows while it is to be done. */
export interface StepView {
  readonly title: string;
  /** Read out anew when it changes: the step, and the part of it. */
  readonly about: string;
  readonly text: ReactNode;
  /** What it speaks of, best first; those in a window begin with `[data-modal]`. */
  readonly selectors: readonly string[];
  /** Where it can be done. */
  readonly home: string;
  /** Whether this is not the place for it: then the card offers the way. */
  readonly isFar: boolean;
  /** The deed is done, and only to be left: nothing to skip. */
  readonly isDone?: boolean;
  readonly actions?: ReactNode;
}

/** Whether a selector points into a window over the page. */
export const isInModal = (selector: string | undefined): boolean => selector?.startsWith("[data-modal]") === true;
