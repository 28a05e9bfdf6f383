import { z } from 'zod';
import { MAX_LINE_CHARS, MAX_PICTURE_SIDE, MAX_PICTURE_WORDS } from '../kernel/limits.ts';

/** Permanent id of a block, row or column: made once, never reused (TXT-3). */
export const BlockId = z.string().regex(/^[A-Za-z0-9_~-]{1,80}$/);

/**
 * The kinds of a text block; `clause` is numbered by computation (DRA-22), never by typed text. A `note` is a footnote's first
 * paragraph, at the end of the text; `continued` blocks behind it are its further ones. The words of an `image` are its caption.
 */
export const TEXT_KINDS = ['paragraph', 'heading', 'clause', 'bullet', 'quote', 'continued', 'note', 'image'] as const;

/**
 * Depth of a block: headings 1–4; clauses 0 (2.1.1), 1 ((a)), 2 ((i)); bullets 0–3; `continued` is an unnumbered further
 * paragraph of the list item above it at the same level; 0 for paragraph, quote, note and image.
 */
export const BlockLevel = z.int().min(0).max(4);

/** A link address Concord lets through: https, http, mailto, tel, or a place in the document (PLT-2). */
export const SafeHref = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/|mailto:|tel:|#)[^\s<>"'`]*$/i);

/** A run of characters with the same formatting; formatting keys are absent when off so that the canonical form is one. */
export const TextRun = z.strictObject({
  text: z.string().min(1),
  strong: z.literal(true).optional(),
  em: z.literal(true).optional(),
  underline: z.literal(true).optional(),
  sub: z.literal(true).optional(),
  sup: z.literal(true).optional(),
  link: SafeHref.optional(),
});

/** A line break inside a block. */
export const BreakRun = z.strictObject({ break: z.literal(true) });

/** The mark of a footnote: the id of its note; it counts one character, its number is computed. */
export const NoteRun = z.strictObject({ note: BlockId });

/** What stands inside a text block. */
export const Inline = z.union([TextRun, BreakRun, NoteRun]);

const PictureSide = z.int().min(1).max(MAX_PICTURE_SIDE);

/** Which picture a block shows: the SHA-256 of its bytes, in hex, and how many points it has. */
export const PictureSource = z.strictObject({
  src: z.string().regex(/^[0-9a-f]{64}$/),
  width: PictureSide,
  height: PictureSide,
});

/** How wide a picture is shown; absent means as wide as the text. */
export const PictureSize = z.enum(['small', 'medium']);

/** A picture of a text: its description for those who do not see it, or why it needs none; neither yet must be put right before freezing. */
export const Picture = PictureSource.extend({
  alt: z.string().min(1).max(MAX_PICTURE_WORDS).optional(),
  decorative: z.string().min(1).max(MAX_LINE_CHARS).optional(),
  size: PictureSize.optional(),
});

/** A paragraph, heading, clause, bullet, quote, note or picture. */
export const TextBlock = z.strictObject({
  id: BlockId,
  kind: z.enum(TEXT_KINDS),
  level: BlockLevel,
  /** In print it begins a new page; absent when it does not, so that the canonical form is one. */
  pageBreak: z.literal(true).optional(),
  /** What an `image` shows; no other kind has it. */
  picture: Picture.optional(),
  content: z.array(Inline),
});

/** A cell holds at least one text block. */
export const TableCell = z.strictObject({ id: BlockId, blocks: z.array(TextBlock).min(1) });

/** A row of a table with its permanent id. */
export const TableRow = z.strictObject({ id: BlockId, cells: z.array(TableCell).min(1) });

/** A rectangular table: every row has the same number of cells; header flags say whether row 1 or column 1 are headers. */
export const TableBlock = z.strictObject({
  id: BlockId,
  kind: z.literal('table'),
  headerRow: z.boolean(),
  headerColumn: z.boolean(),
  rows: z.array(TableRow).min(1),
});

/** One block of a document. */
export const Block = z.union([TextBlock, TableBlock]);

/** A document's text as everything outside the live editor sees it: frozen, hashed, published, imported (TXT-7). */
export const DocumentText = z.strictObject({ schema: z.literal(1), blocks: z.array(Block).min(1) });

export type TextRun = z.infer<typeof TextRun>;
export type Inline = z.infer<typeof Inline>;
export type PictureSource = z.infer<typeof PictureSource>;
export type PictureSize = z.infer<typeof PictureSize>;
export type Picture = z.infer<typeof Picture>;
export type TextBlock = z.infer<typeof TextBlock>;
export type TableBlock = z.infer<typeof TableBlock>;
export type TableRow = z.infer<typeof TableRow>;
export type TableCell = z.infer<typeof TableCell>;
export type Block = z.infer<typeof Block>;
export type DocumentText = z.infer<typeof DocumentText>;
