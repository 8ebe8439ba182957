/** Scripts that an advisor changed, kept while the browser is open: the page may be killed behind the chat. */
const nameOf = (taskId: string) => `sopflow.script/${taskId}`;

export function readEdit(taskId: string): string | undefined {
  try {
    return sessionStorage.getItem(nameOf(taskId)) ?? undefined;
  } catch {
    return undefined; // storage may be forbidden
  }
}

export function keepEdit(taskId: string, text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(nameOf(taskId));
    else sessionStorage.setItem(nameOf(taskId), text);
  } catch {
    // It then lasts as long as the page.
  }
}
