/** Asks before the page is left, and only while something would be lost: a page without a guard can be kept by the browser (DRA-2). */
export class LeaveGuard {
  private armed = false;

  /** Arms or disarms the guard. */
  arm(wanted: boolean): void {
    if (wanted === this.armed) return;
    this.armed = wanted;
    if (wanted) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  }
}

/** Lets every page go without a question, because its person has just decided about the words that are not sent. */
export function letPagesGo(): void {
  window.removeEventListener('beforeunload', ask);
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
