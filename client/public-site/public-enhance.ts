// Comfort for readers whose browser runs scripts. Every public page is whole without this file.

/** Puts the keyboard on the list of what went wrong, which a page without scripts reaches by its address. */
function focusErrors(): void {
  const summary = document.getElementById('errors');
  if (summary instanceof HTMLElement) summary.focus();
}

focusErrors();
