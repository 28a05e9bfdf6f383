import { NodeSelection, Plugin, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

const SAID = {
  foreign: (count: number): string =>
    `${count === 1 ? 'A picture was' : `${count} pictures were`} left out of what you pasted: Concord fetches nothing from other places. Save ${count === 1 ? 'it' : 'them'} to a file and put ${count === 1 ? 'it' : 'them'} in from there.`,
};

/** Who takes the pictures, who shows a sentence, and the text whose copied pictures come back as they are. */
type Takers = { ask: (files: readonly File[]) => void; say: (sentence: string) => void; textId: string };

/** Takes pictures that are dropped on the text or pasted into it, and says which ones of a pasted text could not come along. */
export function pictureIntake(takers: Takers): Plugin {
  return new Plugin({
    props: {
      handlePaste: (_view, event) => takesPaste(event.clipboardData, takers),
      handleDrop: (view, event, _, moved) => {
        const files = moved ? [] : picturesAmong(event.dataTransfer?.files);
        if (files.length === 0) return false;
        event.preventDefault();
        putCaretAt(view, { left: event.clientX, top: event.clientY });
        takers.ask(files);
        return true;
      },
      handleClickOn: (view, _position, node, start, event) => {
        const onImage = event.target instanceof Element && event.target.closest('.c-picture__frame') !== null;
        if (node.type.name !== 'picture' || !onImage) return false;
        view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, start)));
        return true;
      },
    },
  });
}

/** A picture by itself is asked about; of a text the words are pasted as ever, and its own pictures follow one by one. */
function takesPaste(data: DataTransfer | null, { ask, say, textId }: Takers): boolean {
  const html = data?.getData('text/html') ?? '';
  const page = html === '' ? undefined : new DOMParser().parseFromString(html, 'text/html');
  const images = [...(page?.querySelectorAll<HTMLElement>('img, [data-picture]') ?? [])].filter(
    (image) => !isOfText(image, textId),
  );
  const alone = !page || (page.body.textContent.trim() === '' && page.querySelector(`[data-concord-text]`) === null);
  const files = picturesAmong(data?.files);
  if (alone && files.length > 0) {
    ask(files);
    return true;
  }
  const held = images.flatMap((image) => fileOf(image.getAttribute('src') ?? '') ?? []);
  const left = images.length - held.length;
  if (images.length === 0) return false;
  requestAnimationFrame(() => {
    if (held.length > 0) ask(held);
    if (left > 0) say(SAID.foreign(left)); // behind the pasted words, whose coming clears what was said
  });
  return alone;
}

function isOfText(image: HTMLElement, textId: string): boolean {
  return image.closest('[data-concord-text]')?.getAttribute('data-concord-text') === textId;
}

function picturesAmong(files: FileList | undefined): File[] {
  return [...(files ?? [])].filter(({ type }) => type.startsWith('image/'));
}

const DATA_ADDRESS = /^data:(image\/[a-z+.-]+);base64,([A-Za-z0-9+/=\s]+)$/i;

/** A picture that stands in the HTML itself; one that stands elsewhere is never asked for. */
function fileOf(address: string): File | undefined {
  const [, type, data] = DATA_ADDRESS.exec(address) ?? [];
  if (type === undefined || data === undefined) return undefined;
  try {
    const letters = atob(data.replace(/\s/g, ''));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    return new File([bytes], 'pasted picture', { type });
  } catch {
    return undefined; // no base64 after all
  }
}

function putCaretAt(view: EditorView, point: { left: number; top: number }): void {
  const place = view.posAtCoords(point);
  if (place) view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(place.pos))));
}
