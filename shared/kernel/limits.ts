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
