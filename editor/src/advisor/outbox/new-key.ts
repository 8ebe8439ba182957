/** A key that nobody else has. Pages without https have no `randomUUID`. */
export const newKey = (): string =>
  globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
