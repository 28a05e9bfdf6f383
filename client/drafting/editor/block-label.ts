/** What is printed and said beside a block. */
export type BlockLabel = { printed: string; spoken: string };
