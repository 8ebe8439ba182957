/** Where the keyboard goes on after a task has left the page: the task behind it, else the one before, else the page. */
export function focusNextTask(taskId: string): void {
  const shown = visible("[data-task]");
  const at = shown.findIndex((element) => element.dataset.task === taskId);
  const next = shown[at + 1] ?? shown[at - 1] ?? visible("main")[0];
  requestAnimationFrame(() => next?.focus({ preventScroll: true }));
}

// The list stays behind other places, hidden.
const visible = (selector: string): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.closest("[hidden]") === null);
