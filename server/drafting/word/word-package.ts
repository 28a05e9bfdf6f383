import { posix } from 'node:path';
import { refuseWordFile } from './word-refusals.ts';
import { childElements, elementBudget, parseXml, type XmlElement } from './xml-tree.ts';
import { ZipParts } from './zip-parts.ts';

/** A relation of one part to another part or to an outside address. */
export type Relation = { type: string; target: string; outside: boolean };

const OLE_FILE = 'd0cf11e0a1b11ae1'; // the first bytes of a .doc and of a .docx with a password
const PASSWORD_STREAM = Buffer.from('EncryptedPackage', 'utf16le');
const ZIP_START = 'PK';
const DOCUMENT_TYPE = /wordprocessingml\.(document|template)\.main\+xml/;
const MACRO_TYPE = /ms-word\.(document|template)\.macroEnabled|vbaProject/i; // a spreadsheet with macros inside the file is never opened

/** A Word file as its parts and their relations. */
export class WordPackage {
  private readonly zip: ZipParts;
  private readonly budget = elementBudget();
  private readonly parsed = new Map<string, XmlElement | undefined>();
  private readonly related = new Map<string, Map<string, Relation>>();
  /** The name of the main part. */
  readonly main: string;

  /** Opens a file; refuses what is no Word document or holds macros. */
  constructor(bytes: Uint8Array) {
    refuseOtherFormats(bytes);
    this.zip = new ZipParts(bytes);
    const types = this.part('[Content_Types].xml');
    if (!types) throw refuseWordFile('word-file-not-word');
    const kinds = childElements(types).map((type) => type.attributes['ContentType'] ?? '');
    if (kinds.some((kind) => MACRO_TYPE.test(kind)) || this.zip.names().some((name) => /vbaProject\.bin$/i.test(name)))
      throw refuseWordFile('word-file-macros');
    if (!kinds.some((kind) => DOCUMENT_TYPE.test(kind))) throw refuseWordFile('word-file-not-word');
    const main = this.relationsOf('').find((relation) => /\/officeDocument$/.test(relation.type) && !relation.outside);
    if (!main) throw refuseWordFile('word-file-damaged', 'no main part');
    this.main = main.target;
  }

  /** A part as a tree, or nothing when the file has none of this name. */
  part(name: string): XmlElement | undefined {
    if (!this.parsed.has(name)) {
      const bytes = this.zip.read(name);
      this.parsed.set(name, bytes && parseXml(bytes, this.budget));
    }
    return this.parsed.get(name);
  }

  /** The bytes of a part that is no XML, such as a picture, and never more than `most` of them. */
  bytes(name: string, most: number): Uint8Array | undefined {
    return this.zip.readOther(name, most);
  }

  /** All relations of a part. */
  relationsOf(name: string): Relation[] {
    return [...this.relations(name).values()];
  }

  /** The relation of a part with this id. */
  relation(name: string, id: string): Relation | undefined {
    return this.relations(name).get(id);
  }

  /** The names of the parts that a part is related to in one way: `comments`, `header`, `styles`. */
  partsOf(name: string, way: string): string[] {
    const found = this.relationsOf(name).filter((relation) => !relation.outside && relation.type.endsWith(`/${way}`));
    return [...new Set(found.map((relation) => relation.target))];
  }

  /** The first part that the main part is related to in one way, as a tree. */
  mainPart(way: string): XmlElement | undefined {
    const [name] = this.partsOf(this.main, way);
    return name === undefined ? undefined : this.part(name);
  }

  private relations(name: string): Map<string, Relation> {
    const known = this.related.get(name);
    if (known) return known;
    const folder = posix.dirname(name);
    const list = this.part(posix.join(folder, '_rels', `${posix.basename(name)}.rels`));
    const relations = new Map<string, Relation>();
    for (const { attributes } of childElements(list)) {
      const outside = attributes['TargetMode'] === 'External';
      const target = attributes['Target'] ?? '';
      relations.set(attributes['Id'] ?? '', {
        type: attributes['Type'] ?? '',
        outside,
        target: outside ? target : partName(folder, target),
      });
    }
    this.related.set(name, relations);
    return relations;
  }
}

// A target that begins with a slash counts from the top of the file, any other from the folder of the part.
function partName(folder: string, target: string): string {
  return posix.join('/', target.startsWith('/') ? '' : folder, target).slice(1);
}

function refuseOtherFormats(bytes: Uint8Array): void {
  if (bytes.length === 0) throw refuseWordFile('word-file-empty');
  const start = Buffer.from(bytes.subarray(0, 8));
  if (start.toString('hex') === OLE_FILE) {
    const locked = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(PASSWORD_STREAM);
    throw refuseWordFile(locked ? 'word-file-protected' : 'word-file-old-format');
  }
  if (!start.toString('latin1').startsWith(ZIP_START)) throw refuseWordFile('word-file-not-word');
}
