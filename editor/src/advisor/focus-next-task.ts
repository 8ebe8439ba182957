/** Where the keyboard goes on after tasks have left the page: the task behind them, else the one before, else the page. */
export function focusNextTask(taskIds: readonly (string | undefined)[]): void {
  const ids = visible("[data-task]").map(({ dataset }) => dataset.task);
  const stays = (id: string | undefined) => !taskIds.includes(id);
  const at = ids.findIndex((id) => !stays(id));
  const nextId = ids.slice(Math.max(at, 0)).find(stays) ?? ids.findLast(stays);
  requestAnimationFrame(() => {
    // What is left on its card may stand under another heading by now.
    const next = visible("[data-task]").find(({ dataset }) => dataset.task === nextId) ?? visible("main")[0];
    next?.focus({ preventScroll: true });
  });
}

// The list stays behind other places, hidden.
const visible = (selector: string): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.closest("[hidden]") === null);
