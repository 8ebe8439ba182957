/** Further than this, letting go asks for news, px. */
const PULL_PX = 72;
const SHOWN_PX = 8;

/** A pull at the top of the list lets `refresh` run, until `signal` ends it. `mark` shows how far it was pulled. */
export function pullToRefresh(mark: HTMLElement, refresh: () => void, signal: AbortSignal): void {
  let startY: number | undefined;
  let pulled = 0;
  const show = (px: number) => {
    pulled = px;
    mark.hidden = px < SHOWN_PX;
    mark.dataset.ready = String(px >= PULL_PX);
    mark.style.transform = `translate(-50%, ${Math.min(px, PULL_PX + 16)}px)`;
  };
  // Neither while another place is shown nor under a sheet.
  const isShown = () => mark.parentElement?.closest("[hidden]") === null && !document.querySelector("dialog[open]");
  const start = ({ touches }: TouchEvent) => {
    const [touch] = touches;
    startY = touches.length === 1 && touch && window.scrollY <= 0 && isShown() ? touch.clientY : undefined;
  };
  const move = ({ touches }: TouchEvent) => {
    const [touch] = touches;
    if (startY !== undefined && touch) show(window.scrollY > 0 ? 0 : Math.max(0, (touch.clientY - startY) / 2));
  };
  const end = () => {
    if (startY !== undefined && pulled >= PULL_PX) refresh();
    startY = undefined;
    show(0);
  };
  const options = { passive: true, signal };
  window.addEventListener("touchstart", start, options);
  window.addEventListener("touchmove", move, options);
  window.addEventListener("touchend", end, options);
  window.addEventListener("touchcancel", end, options);
}
