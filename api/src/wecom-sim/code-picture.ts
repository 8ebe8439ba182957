const CELLS = 21;
const FINDERS = [
  [0, 0],
  [CELLS - 7, 0],
  [0, CELLS - 7],
] as const;

/** A picture that looks like a channel code. No camera reads it: opened in a browser, its address leads to the page. */
export function codePicture(configId: string): string {
  const cells: string[] = [];
  for (let at = 0; at < CELLS * CELLS; at++) {
    const digit = Number.parseInt(configId.charAt((at * 7) % configId.length), 16);
    if (((digit + at * 5) & 3) < 2) cells.push(`M${at % CELLS} ${Math.floor(at / CELLS)}h1v1h-1z`);
  }
  const finders = FINDERS.map(
    ([x, y]) =>
      `<path fill="#fff" d="M${x - 1} ${y - 1}h9v9h-9z"/><path d="M${x} ${y}h7v7h-7z"/>` +
      `<path fill="#fff" d="M${x + 1} ${y + 1}h5v5h-5z"/><path d="M${x + 2} ${y + 2}h3v3h-3z"/>`,
  ).join("");
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 ${CELLS + 4} ${CELLS + 4}" width="200" height="200">` +
    `<path fill="#fff" d="M-2 -2h${CELLS + 4}v${CELLS + 4}h-${CELLS + 4}z"/><path d="${cells.join("")}"/>${finders}</svg>`
  );
}
