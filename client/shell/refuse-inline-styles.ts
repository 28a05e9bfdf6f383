const PRESSABLE_STYLE = 'react-aria-pressable-style'; // the id under which react-aria would put a <style> into the page

/**
 * Keeps react-aria from adding a style element, which our Content-Security-Policy refuses and the browser would report:
 * it adds none when an element with that id is already there. The one rule it would bring is in `ui/base/parts.css`.
 */
export function refuseInlineStyles(): void {
  const taken = document.createElement('meta');
  taken.id = PRESSABLE_STYLE;
  document.head.append(taken);
}
