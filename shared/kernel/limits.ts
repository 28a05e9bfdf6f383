// Every limit of Concord has a name, a unit and a reason. Append yours; never repeat a number elsewhere.

/** Blocks of one document's text: about 1,000 printed pages, ten times the longest specification we know. */
export const MAX_BLOCKS = 10_000;

/** Characters (UTF-16 units) of one block: about six printed pages without a paragraph end, more is a paste gone wrong. */
export const MAX_BLOCK_CHARS = 20_000;

/** Columns of a table: the widest response form we know has eight; thirty still prints on a landscape page. */
export const MAX_TABLE_COLUMNS = 30;

/** Rows of a table: longer lists belong in an attached file, which people can sort. */
export const MAX_TABLE_ROWS = 2_000;

/** Characters kept before and after a quote so that it can be told from its look-alikes (CON-22). */
export const MAX_QUOTE_CONTEXT = 48;

/** Characters of a quoted passage: a table quoted whole is the longest thing a person can point at. */
export const MAX_QUOTE_CHARS = 200_000;

/** Characters of one comment: about 1,600 words, longer than any single point we have seen; a longer one is better as two. */
export const MAX_COMMENT_CHARS = 10_000;

/** Characters of one answer in words; the same as a comment, because people paste the same letter into both. */
export const MAX_ANSWER_CHARS = 10_000;

/** Characters of a short line such as a name, an organisation or an e-mail address. */
export const MAX_LINE_CHARS = 200;

/** Points of one response: the longest letter we know makes about 150; beyond 500 a person loses track of them. */
export const MAX_POINTS = 500;

/** Questions of one consultation: more than 30 and people stop reading. */
export const MAX_QUESTIONS = 30;

/** Choices of one question: what fits on one screen of a telephone, twice. */
export const MAX_OPTIONS = 20;

/** Versions of one consultation: the largest pack we know had 163 documents. */
export const MAX_PACK = 200;

/** Bytes of an uploaded Word file: a 300-page pack with pictures is below 20 MB (PLT-6). */
export const MAX_WORD_FILE_BYTES = 50 * 1024 * 1024;

/** Bytes a Word file may say it unpacks to, pictures and all: ten times the upload, far below any zip bomb (PLT-6). */
export const MAX_WORD_UNPACKED_BYTES = 500 * 1024 * 1024;

/** Bytes of XML that are really unpacked from a Word file: 1,000 pages with tracked changes are about 30 MB. */
export const MAX_WORD_XML_BYTES = 100 * 1024 * 1024;

/** Entries in the zip of a Word file: one for each picture and some thirty more. */
export const MAX_WORD_ENTRIES = 5_000;

/** Elements inside each other in one XML part: a table in a text box in a table is about forty deep. */
export const MAX_XML_DEPTH = 250;

/** XML elements of one Word file that are held in memory at once: about 200 bytes each. */
export const MAX_XML_ELEMENTS = 3_000_000;

/** Things listed as not brought as they were: a reviewer's list of more is no use, the file is refused instead. */
export const MAX_WORD_LOSSES = 20_000;

/** Characters of a reading as it is handed to the server: 1,000 pages are about 6 million; taking over 12 million costs it 0.1 s. */
export const MAX_WORD_READING_CHARS = 12_000_000;

/** Milliseconds a Word file may be read before its process is ended: the answer is there within 10 seconds (PLT-6). */
export const WORD_READING_MS = 9_000;

/** Megabytes of JavaScript memory of the process that reads a Word file; the server's own memory is not touched. */
export const WORD_READER_MEGABYTES = 640;

/** Word files read at the same time: the smallest machine we run on has two cores. */
export const MAX_WORD_READERS = 2;

/** Characters of the reason for giving or ending a seat or an access: a few sentences. */
export const MAX_SEAT_REASON_CHARS = 1_000;

/** Characters of the reason for freezing a version or moving a document's stage: a paragraph, which the record keeps for ever. */
export const MAX_FREEZE_REASON_CHARS = 2_000;

/** Cells of all editable tables of one document: at 5,000 cells with words the server still encodes a whole document in 0.15 s. */
export const MAX_TABLE_CELLS = 5_000;

/** Bytes of one picture in a text: a photograph of a telephone is 3 to 6 MB, a scanned page below 2 MB (PLT-6). */
export const MAX_PICTURE_BYTES = 8 * 1024 * 1024;

/** Points along one side of a picture: the longest a browser draws everywhere is 16,384; an A3 scan at 600 dpi has 9,900. */
export const MAX_PICTURE_SIDE = 12_000;

/** Points of a picture in all: unpacked they take four bytes each in every reader’s browser, 160 MB at the most. */
export const MAX_PICTURE_POINTS = 40_000_000;

/** Pictures of one document, taken out ones included: the longest pack we know has 90. */
export const MAX_DOCUMENT_PICTURES = 400;

/** Bytes of all pictures of one document: a 300-page pack with pictures is below 20 MB as a Word file; backups carry all of it. */
export const MAX_DOCUMENT_PICTURE_BYTES = 60 * 1024 * 1024;

/** Pictures one person may send in ten minutes: a paste from a Word file brings thirty at once, a flood has thousands. */
export const MAX_PICTURES_PER_TEN_MINUTES = 120;

/** Characters of a picture’s description: screen readers read it in one breath; more belongs in the text. */
export const MAX_PICTURE_WORDS = 1_000;

/** Characters of words that are erased from a draft: a name, a number, an address of several lines. */
export const MAX_ERASED_CHARS = 300;

/** Characters that words to be erased have at least, without the space around them: one letter stands in every line. */
export const MIN_ERASED_CHARS = 2;

/** Characters a page may have looked at for erased words at once: twenty offers, or some pages of a text that was laid aside. */
export const MAX_LOOKED_AT_CHARS = 20_000;
