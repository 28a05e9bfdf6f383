import type { Page } from 'playwright-core';

/** An input method of a real browser: composes and replaces words as an operating system does, through Chromium itself. */
export type InputMethod = {
  /** Shows an unfinished word at the caret, or in place of the one shown before. */
  compose(word: string): Promise<void>;
  /** Finishes the word being composed as this one. */
  commit(word: string): Promise<void>;
  /** Selects so many characters before the caret. */
  select(characters: number): Promise<void>;
  /** Takes characters before the caret up into a composition, as a keyboard that corrects does. */
  recompose(characters: number, word: string): Promise<void>;
  /** Writes over the selection as the menu of the spelling check does. */
  respell(word: string): Promise<void>;
};

/** The input method of a page. */
export async function inputMethodOf(page: Page): Promise<InputMethod> {
  const session = await page.context().newCDPSession(page);
  const compose = async (text: string): Promise<void> => {
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  };
  const select = async (characters: number): Promise<void> => {
    for (let i = 0; i < characters; i++) await page.keyboard.press('Shift+ArrowLeft');
  };
  return {
    compose,
    select,
    commit: async (text) => {
      await session.send('Input.insertText', { text });
    },
    recompose: async (characters, word) => {
      await select(characters);
      await compose(word);
    },
    respell: (word) => page.evaluate(replaceSelected, word),
  };
}

/** What Chromium does when a spelling is chosen: it asks by `beforeinput`, and unless that is refused writes over the selection. */
function replaceSelected(word: string): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.setData('text/plain', word);
  const asks = { inputType: 'insertReplacementText', dataTransfer, bubbles: true, cancelable: true };
  if (!document.activeElement?.dispatchEvent(new InputEvent('beforeinput', asks))) return;
  document.execCommand('insertText', false, word); // deprecated, and the one way for a script to write as the browser itself does
}
