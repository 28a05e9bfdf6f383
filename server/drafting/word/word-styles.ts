import { statedFormat, type RunFormat } from './run-format.ts';
import { childAt, childElements, numberAt, valueAt, type XmlElement } from './xml-tree.ts';

/** A style with everything it takes over from the styles it is based on. */
export type WordStyle = {
  /** Small letters, as Word calls it in English: `heading 1`, `list paragraph`, `toc 2`. */
  name: string;
  /** 1 for the first level of headings; absent for a style that is no heading. */
  headingLevel?: number;
  numbering?: { listId: string; level?: number };
  format: RunFormat;
  /** Parts of a table that the style dresses differently: `firstRow`, `firstCol`. */
  dressed: ReadonlySet<string>;
};

const NO_STYLE: WordStyle = { name: '', format: {}, dressed: new Set() };
const BODY_TEXT = 9; // Word's outline level for text that is no heading
const MAX_CHAIN = 100; // styles based on each other; Word itself stops at eleven
const LINK_STYLES = new Set(['hyperlink', 'followedhyperlink']);

/** The styles of a Word file by their ids. */
export class WordStyles {
  private readonly stated = new Map<string, XmlElement>();
  private readonly resolved = new Map<string, WordStyle>();
  private readonly byDefault: Map<string, string> = new Map();

  /** Reads the styles part; a file without one has no styles. */
  constructor(part: XmlElement | undefined) {
    for (const style of childElements(part, 'w:style')) {
      const id = style.attributes['w:styleId'] ?? '';
      const type = style.attributes['w:type'] ?? '';
      this.stated.set(id, style);
      if (['1', 'true', 'on'].includes(style.attributes['w:default'] ?? '')) this.byDefault.set(type, id);
    }
  }

  /** The style of a paragraph, from its properties. */
  ofParagraph(properties: XmlElement | undefined): WordStyle {
    return this.style(valueAt(properties, 'w:pStyle') ?? this.byDefault.get('paragraph'));
  }

  /** The style of a table, from its properties. */
  ofTable(properties: XmlElement | undefined): WordStyle {
    return this.style(valueAt(properties, 'w:tblStyle'));
  }

  /** How a run looks in a paragraph of this style; headings are bold by nature and their style's bold is not taken over. */
  formatOf(run: XmlElement | undefined, paragraph: WordStyle): RunFormat {
    const own = this.style(valueAt(run, 'w:rStyle'));
    const base = paragraph.headingLevel === undefined ? paragraph.format : { hidden: paragraph.format.hidden };
    const format = { ...base, ...own.format, ...statedFormat(run) };
    return LINK_STYLES.has(own.name) ? { ...format, underline: false } : format;
  }

  /** The list that a style of this id numbers its paragraphs in. */
  listOf(styleId: string): string | undefined {
    return this.style(styleId).numbering?.listId;
  }

  private style(id: string | undefined, hops = 0): WordStyle {
    if (id === undefined || hops > MAX_CHAIN) return NO_STYLE;
    const known = this.resolved.get(id);
    if (known) return known;
    const stated = this.stated.get(id);
    if (!stated) return { ...NO_STYLE, ...headingById(id) };
    this.resolved.set(id, NO_STYLE); // a style based on itself ends here
    const style = resolve(stated, this.style(valueAt(stated, 'w:basedOn'), hops + 1));
    this.resolved.set(id, style);
    return style;
  }
}

function resolve(stated: XmlElement, base: WordStyle): WordStyle {
  const name = (valueAt(stated, 'w:name') ?? '').toLowerCase();
  const headingLevel = headingLevelOf(stated, name) ?? base.headingLevel;
  const listId = valueAt(stated, 'w:pPr', 'w:numPr', 'w:numId') ?? base.numbering?.listId;
  const level = numberAt(stated, 'w:pPr', 'w:numPr', 'w:ilvl') ?? base.numbering?.level;
  const dressed = childElements(stated, 'w:tblStylePr').map((part) => part.attributes['w:type'] ?? '');
  return {
    name,
    format: { ...base.format, ...statedFormat(childAt(stated, 'w:rPr')) },
    dressed: new Set([...base.dressed, ...dressed]),
    ...(headingLevel !== undefined && headingLevel <= BODY_TEXT ? { headingLevel } : {}),
    ...(listId !== undefined ? { numbering: { listId, ...(level !== undefined ? { level } : {}) } } : {}),
  };
}

function headingLevelOf(stated: XmlElement, name: string): number | undefined {
  const outline = numberAt(stated, 'w:pPr', 'w:outlineLvl');
  if (outline !== undefined) return outline + 1;
  const named = /^heading (\d)$/.exec(name);
  return named ? Number(named[1]) : undefined;
}

// Some writers name heading styles without defining them.
function headingById(id: string): { headingLevel?: number } {
  const found = /^heading ?([1-9])$/i.exec(id);
  return found ? { headingLevel: Number(found[1]) } : {};
}
