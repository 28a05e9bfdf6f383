import JSZip from 'jszip';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CONTENT = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const NAMESPACES = [
  `xmlns:w="${W}"`,
  `xmlns:r="${RELATION}"`,
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
].join(' ');

/** What a Word file of a test holds besides the paragraphs of its body. */
export type WordFileParts = {
  /** XML inside `w:body`. */
  body: string;
  styles?: string;
  numbering?: string;
  comments?: string;
  commentsExtended?: string;
  footnotes?: string;
  endnotes?: string;
  header?: string;
  footer?: string;
  /** Outside addresses of links by relation id. */
  links?: Record<string, string>;
  /** Parts of the file under any name. */
  extra?: Record<string, string | Uint8Array>;
  /** Relations of the main part to parts under `extra`: id, last word of the type, target. */
  relations?: [id: string, way: string, target: string][];
  /** Put before the root element of the main part. */
  prolog?: string;
  mainType?: string;
  /** `strict` writes the namespaces of the strict edition. */
  edition?: 'transitional' | 'strict';
};

const PARTS = ['styles', 'numbering', 'comments', 'commentsExtended', 'footnotes', 'endnotes', 'header', 'footer'] as const;
const ROOTS: Record<(typeof PARTS)[number], string> = {
  styles: 'w:styles',
  numbering: 'w:numbering',
  comments: 'w:comments',
  commentsExtended: 'w15:commentsEx',
  footnotes: 'w:footnotes',
  endnotes: 'w:endnotes',
  header: 'w:hdr',
  footer: 'w:ftr',
};

/** Builds a .docx from the XML of its parts. */
export async function makeWordFile(parts: WordFileParts | string): Promise<Uint8Array> {
  return (await wordZip(parts)).generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

/** The same as a zip that a test can still spoil. */
export async function wordZip(given: WordFileParts | string): Promise<JSZip> {
  const parts = typeof given === 'string' ? { body: given } : given;
  const zip = new JSZip();
  const edition = (xml: string) => (parts.edition === 'strict' ? strict(xml) : xml);
  const present = PARTS.filter((part) => parts[part] !== undefined);
  const types = `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${parts.mainType ?? `${CONTENT}.document.main+xml`}"/>`;
  zip.file('[Content_Types].xml', `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${types}</Types>`);
  zip.file('_rels/.rels', edition(relations([['rId1', 'officeDocument', 'word/document.xml']], {})));
  const own: [string, string, string][] = present.map((part) => [`part-${part}`, part, `${part}.xml`]);
  zip.file('word/_rels/document.xml.rels', edition(relations([...own, ...(parts.relations ?? [])], parts.links ?? {})));
  for (const part of present)
    zip.file(`word/${part}.xml`, edition(`<${ROOTS[part]} ${NAMESPACES}>${parts[part]}</${ROOTS[part]}>`));
  const root = `<w:document ${NAMESPACES}><w:body>${parts.body}</w:body></w:document>`;
  zip.file('word/document.xml', edition(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${parts.prolog ?? ''}${root}`));
  for (const [name, content] of Object.entries(parts.extra ?? {})) zip.file(name, content);
  return zip;
}

function relations(parts: [id: string, way: string, target: string][], links: Record<string, string>): string {
  const inner = parts.map(([id, way, target]) => `<Relationship Id="${id}" Type="${RELATION}/${way}" Target="${target}"/>`);
  const outer = Object.entries(links).map(
    ([id, target]) => `<Relationship Id="${id}" Type="${RELATION}/hyperlink" Target="${target}" TargetMode="External"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${[...inner, ...outer].join('')}</Relationships>`;
}

function strict(xml: string): string {
  return xml
    .replaceAll(W, 'http://purl.oclc.org/ooxml/wordprocessingml/main')
    .replaceAll(RELATION, 'http://purl.oclc.org/ooxml/officeDocument/relationships');
}

/** A run of words, with formatting elements when given: `run('must', '<w:b/>')`. */
export function run(words: string, formatting = ''): string {
  return `<w:r>${formatting === '' ? '' : `<w:rPr>${formatting}</w:rPr>`}<w:t xml:space="preserve">${words}</w:t></w:r>`;
}

/** A paragraph of runs or words, with paragraph properties when given. */
export function paragraph(inside: string, properties = ''): string {
  const content = inside.startsWith('<') || inside === '' ? inside : run(inside);
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;
}

/** A paragraph of a style. */
export function styled(styleId: string, words: string): string {
  return paragraph(words, `<w:pStyle w:val="${styleId}"/>`);
}

/** A paragraph of a list. */
export function item(words: string, level = 0, listId = '1'): string {
  return paragraph(words, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${listId}"/></w:numPr>`);
}

/** A table of cells given as XML or words. */
export function table(rows: string[][], properties = ''): string {
  const cell = (inside: string) => `<w:tc>${inside.startsWith('<') ? inside : paragraph(inside)}</w:tc>`;
  return `<w:tbl><w:tblPr>${properties}</w:tblPr>${rows.map((cells) => `<w:tr>${cells.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`;
}

/** A tracked change around some runs. */
export function change(kind: 'ins' | 'del' | 'moveFrom' | 'moveTo', inside: string, author = 'Reviewer 1'): string {
  return `<w:${kind} w:id="1" w:author="${author}" w:date="2026-11-23T10:00:00Z">${inside}</w:${kind}>`;
}

/** A deleted run. */
export function deletedRun(words: string): string {
  return `<w:r><w:delText xml:space="preserve">${words}</w:delText></w:r>`;
}

/** A paragraph style for the styles part. */
export function paragraphStyle(id: string, name: string, inside = ''): string {
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${inside}</w:style>`;
}

/** Styles that Word writes into every file. */
export const WORD_STYLES = [
  ...[1, 2, 3, 4, 5, 6].map((level) =>
    paragraphStyle(
      `Heading${level}`,
      `heading ${level}`,
      `<w:pPr><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/></w:rPr>`,
    ),
  ),
  paragraphStyle('Title', 'Title'),
  paragraphStyle('TOC1', 'toc 1'),
  paragraphStyle('ListParagraph', 'List Paragraph'),
  paragraphStyle('Quote', 'Quote', '<w:rPr><w:i/></w:rPr>'),
].join('');

/** A list for the numbering part; each level is a format and a pattern: `['decimal', '%1.']`. */
export function list(listId: string, levels: [format: string, pattern: string][], more = ''): string {
  const level = ([format, pattern]: [string, string], at: number) =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${pattern}"/></w:lvl>`;
  return `<w:abstractNum w:abstractNumId="${listId}0">${levels.map(level).join('')}</w:abstractNum><w:num w:numId="${listId}"><w:abstractNumId w:val="${listId}0"/>${more}</w:num>`;
}
