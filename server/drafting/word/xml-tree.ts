import { SaxesParser } from 'saxes';
import { MAX_XML_DEPTH, MAX_XML_ELEMENTS } from '../../../shared/kernel/limits.ts';
import { refuseWordFile } from './word-refusals.ts';

/** An element of a Word part; names carry the usual prefix whatever prefix or edition of the format the file uses. */
export type XmlElement = { name: string; attributes: Record<string, string>; children: XmlNode[] };

/** An element or the characters of one. */
export type XmlNode = XmlElement | string;

// The namespaces of the transitional and the strict edition, by the prefix that the reader uses for both.
const PREFIXES: Record<string, string> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
  'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  'http://schemas.openxmlformats.org/drawingml/2006/main': 'a',
  'http://purl.oclc.org/ooxml/drawingml/main': 'a',
  'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing': 'wp',
  'http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing': 'wp',
  'http://schemas.openxmlformats.org/drawingml/2006/chart': 'c',
  'http://purl.oclc.org/ooxml/drawingml/chart': 'c',
  'http://schemas.openxmlformats.org/drawingml/2006/diagram': 'dgm',
  'http://purl.oclc.org/ooxml/drawingml/diagram': 'dgm',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  'http://schemas.microsoft.com/office/word/2010/wordml': 'w14',
  'http://schemas.microsoft.com/office/word/2012/wordml': 'w15',
  'http://schemas.microsoft.com/office/word/2010/11/wordml': 'w15', // the preview of the same
  'http://schemas.microsoft.com/office/drawing/2017/decorative': 'adec',
  'http://www.w3.org/XML/1998/namespace': 'xml',
  'urn:schemas-microsoft-com:vml': 'v',
  'urn:schemas-microsoft-com:office:office': 'o',
};

// Characters are kept only where a part keeps words or codes, so that the white space between elements costs nothing.
const HOLDS_CHARACTERS = /^(w:(t|delText|instrText|delInstrText)|[ma]:t|c:v)$/;
const CHUNK = 1 << 16; // characters handed to the parser at once

/** Counts elements over all parts of one file, so that many parts together stay within the cap. */
export type ElementBudget = { left: number };

/** A fresh count for one file. */
export function elementBudget(): ElementBudget {
  return { left: MAX_XML_ELEMENTS };
}

/** Parses one part; refuses document types (and with them entities), too much depth and anything that is not well-formed. */
export function parseXml(bytes: Uint8Array, budget: ElementBudget): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const top: XmlElement = { name: '', attributes: {}, children: [] };
  const open: XmlElement[] = [top];
  parser.on('error', (error) => {
    throw refuseWordFile('word-file-damaged', error);
  });
  parser.on('doctype', () => {
    throw refuseWordFile('word-file-unsafe', 'a document type');
  });
  parser.on('opentag', (tag) => {
    if (open.length > MAX_XML_DEPTH) throw refuseWordFile('word-file-too-complex', 'depth');
    if (budget.left-- <= 0) throw refuseWordFile('word-file-too-complex', 'elements');
    const element: XmlElement = { name: named(tag.uri, tag.local), attributes: {}, children: [] };
    for (const attribute of Object.values(tag.attributes))
      if (keeps(attribute.local, attribute.prefix)) element.attributes[named(attribute.uri, attribute.local)] = attribute.value;
    open[open.length - 1].children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', (text) => {
    const inside = open[open.length - 1];
    if (HOLDS_CHARACTERS.test(inside.name)) inside.children.push(text);
  });
  const text = decoded(bytes);
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  parser.close();
  const root = top.children[0];
  if (root === undefined || typeof root === 'string') throw refuseWordFile('word-file-damaged', 'no root element');
  return root;
}

function named(uri: string, local: string): string {
  if (uri === '') return local;
  return `${PREFIXES[uri] ?? '?'}:${local}`;
}

// Revision session numbers and namespace declarations are most attributes of a Word file and say nothing about the text.
function keeps(local: string, prefix: string): boolean {
  return prefix !== 'xmlns' && local !== 'xmlns' && !local.startsWith('rsid');
}

function decoded(bytes: Uint8Array): string {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(wide, { fatal: true }).decode(bytes);
  } catch (error) {
    throw refuseWordFile('word-file-damaged', error);
  }
}

/** Child elements in order, with one name when it is given. */
export function childElements(element: XmlElement | undefined, name?: string): XmlElement[] {
  if (!element) return [];
  return element.children.filter((node): node is XmlElement => typeof node !== 'string' && (!name || node.name === name));
}

/** The first child element of a name, going down a path of names. */
export function childAt(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  let at = element;
  for (const name of path) at = at?.children.find((node): node is XmlElement => typeof node !== 'string' && node.name === name);
  return at;
}

/** The `w:val` of the child element at a path. */
export function valueAt(element: XmlElement | undefined, ...path: string[]): string | undefined {
  return childAt(element, ...path)?.attributes['w:val'];
}

/** A `w:val` as a whole number, or nothing when it is none. */
export function numberAt(element: XmlElement | undefined, ...path: string[]): number | undefined {
  return wholeNumber(valueAt(element, ...path));
}

/** Characters as a whole number, or nothing when they are none. */
export function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^-?\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** The characters directly inside an element. */
export function charactersOf(element: XmlElement): string {
  return element.children.filter((node) => typeof node === 'string').join('');
}

/** Every element below one, in reading order, without going below those that `stop` names. */
export function* elementsBelow(element: XmlElement, stop?: (element: XmlElement) => boolean): Generator<XmlElement> {
  for (const child of childElements(element)) {
    yield child;
    if (!stop?.(child)) yield* elementsBelow(child, stop);
  }
}
