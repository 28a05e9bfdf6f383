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
