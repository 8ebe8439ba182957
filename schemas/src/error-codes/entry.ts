import type { Text } from "../text.js";

/** One row of the error code table: the HTTP status it answers with, and what it tells a person to do. */
export interface ErrorInfo extends Text {
  readonly status: number;
}

/** A row. `{name}` places in the texts are filled by `fillText`. */
export const row = (status: number, zh: string, en: string): ErrorInfo => ({ status, zh, en });

/** A fault in what an author wrote: 422 when an API call meets it. */
export const fault = (zh: string, en: string): ErrorInfo => row(422, zh, en);
