/** A text of an address; undefined when it is missing or empty. The router reads `?q=7` as a number. */
export const readText = (value: unknown): string | undefined => {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text !== "" ? text : undefined;
};
