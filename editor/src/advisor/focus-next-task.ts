/** Where the keyboard goes on after a task has left the list: the task behind it, else the one before, else the list. */
export function focusNextTask(taskId: string): void {
  const shown = [...document.querySelectorAll<HTMLElement>("[data-task]")];
  const at = shown.findIndex((element) => element.dataset.task === taskId);
  const next = shown[at + 1] ?? shown[at - 1] ?? document.querySelector<HTMLElement>("main");
  requestAnimationFrame(() => next?.focus({ preventScroll: true }));
}
