/** Tasks whose words went out through the side bar: what comes of them is reported with that as its evidence. */
const nameOf = (taskId: string) => `sopflow.sent/${taskId}`;

export function wasSent(taskId: string): boolean {
  try {
    return sessionStorage.getItem(nameOf(taskId)) !== null;
  } catch {
    return false; // storage may be forbidden
  }
}

export function keepSent(taskId: string): void {
  try {
    sessionStorage.setItem(nameOf(taskId), "1");
  } catch {
    // The result then counts as the advisor's word.
  }
}
