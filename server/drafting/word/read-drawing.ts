import { chosenBranch } from './alternate-content.ts';
import type { TextBlock } from '../../../shared/text/document-text.ts';
import { counted, quoted } from './loss-list.ts';
import { plainWords } from './plain-words.ts';
import type { ReadingState } from './reading-state.ts';
import { childElements, type XmlElement } from './xml-tree.ts';

const FILE_NAME = /\\|\.(png|jpe?g|gif|emf|wmf|tiff?|bmp|svg)$/i; // what Word writes when nobody described the picture: where it lay on somebody's disk

type Found = {
  boxes: XmlElement[];
  /** Relation ids of pictures; empty for one that has none in the file. */
  pictures: string[];
  decorative: boolean;
  width: number | undefined;
  words: string[];
  diagrams: XmlElement[];
  charts: XmlElement[];
  files: XmlElement[];
  line: boolean;
};

/** Lists what a drawing or embedded file holds and answers its pictures and its text boxes, whose words are kept. */
export function readDrawing(drawing: XmlElement, state: ReadingState): { boxes: XmlElement[]; pictures: TextBlock[] } {
  const found: Found = {
    boxes: [],
    pictures: [],
    decorative: false,
    width: undefined,
    words: [],
    diagrams: [],
    charts: [],
    files: [],
    line: false,
  };
  look(drawing, state, found);
  for (const file of found.files) {
    const program = file.attributes['ProgID'];
    state.losses.add('embedded-file', `A file inside the file${program ? ` (${program.slice(0, 60)})` : ''} was left out.`);
  }
  for (const diagram of found.diagrams) listPart(diagram, 'r:dm', 'diagram', state);
  for (const chart of found.charts) listPart(chart, 'r:id', 'chart', state);
  const pictures = found.files.length === 0 ? takePictures(found, state) : []; // a file's picture is only its icon
  const things = found.boxes.length + found.pictures.length + found.diagrams.length + found.charts.length + found.files.length;
  if (things === 0) listShape(found, state);
  return { boxes: found.boxes, pictures };
}

/** Of several pictures in one drawing the description is said of the first. */
function takePictures({ pictures, words, decorative, width }: Found, state: ReadingState): TextBlock[] {
  return pictures.flatMap((id, index) => {
    const target = state.file.relation(state.part, id);
    const part = target && !target.outside ? target.target : undefined;
    const said = index === 0 ? words.join(' ') : '';
    return state.pictures.take({ part, words: said, decorative, width }) ?? [];
  });
}

function listShape({ line }: Found, state: ReadingState): void {
  const [what, more] = line ? ['drawn line', 'across the page'] : ['drawn shape', 'without words, such as an arrow or a frame,'];
  state.losses.addCounted(
    'drawing',
    what,
    (count) => `${counted(count, what)} ${more} ${count === 1 ? 'was' : 'were'} left out.`,
  );
}

function look(element: XmlElement, state: ReadingState, found: Found): void {
  for (const child of childElements(element)) {
    if (child.name === 'mc:AlternateContent') {
      const branch = chosenBranch(child, state.passedOver);
      if (branch) look(branch, state, found);
    } else if (child.name === 'w:txbxContent') found.boxes.push(child);
    else {
      note(child, found);
      look(child, state, found);
    }
  }
}

function note(element: XmlElement, found: Found): void {
  const { name, attributes } = element;
  notePicture(element, found);
  if (name === 'dgm:relIds') found.diagrams.push(element);
  else if (name === 'c:chart') found.charts.push(element);
  else if (name === 'o:OLEObject') found.files.push(element);
  else if (name === 'v:rect' && attributes['o:hr'] !== undefined) found.line = true;
  const description = descriptionOf(element);
  if (description !== '' && !FILE_NAME.test(description)) found.words.push(description);
}

function notePicture({ name, attributes }: XmlElement, found: Found): void {
  if (name === 'a:blip') found.pictures.push(attributes['r:embed'] ?? '');
  else if (name === 'v:imagedata') found.pictures.push(attributes['r:id'] ?? '');
  else if (name === 'adec:decorative') found.decorative ||= /^(1|true)$/.test(attributes['val'] ?? '');
  else if (name === 'wp:extent') found.width ??= Number(attributes['cx']);
}

function descriptionOf({ name, attributes }: XmlElement): string {
  if (name === 'wp:docPr') return (attributes['descr'] ?? attributes['title'] ?? '').trim();
  return name === 'v:shape' ? (attributes['alt'] ?? '').trim() : '';
}

// The words of diagrams and charts stand in parts of their own.
function listPart(element: XmlElement, key: string, what: string, state: ReadingState): void {
  const target = state.file.relation(state.part, element.attributes[key] ?? '');
  const part = target && !target.outside ? state.file.part(target.target) : undefined;
  const words = part ? plainWords(part, state) : '';
  const sentence = words === '' ? `A ${what} was left out.` : `A ${what} with the words ${quoted(words)} was left out.`;
  state.losses.add('diagram', sentence, { leftOut: words });
}
