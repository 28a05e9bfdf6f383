/** The drawings of the writing tools, on a 24 by 24 field. */
export const TOOL_PATHS = {
  undo: 'M4 9h9a5 5 0 0 1 0 10H8M8 5 4 9l4 4',
  redo: 'M20 9h-9a5 5 0 0 0 0 10h5m0-14 4 4-4 4',
  bold: 'M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z',
  italic: 'M10 5h7M7 19h7M14 5l-4 14',
  clause: 'M4 6h3M10 6h10M6 12h4M13 12h7M6 18h4M13 18h7',
  bullet: 'M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01',
  quote: 'M5 7v10M9 8h10M9 12h10M9 16h6',
  up: 'M12 20V8M6.500 13.500 12 8l5.500 5.500M5 4h14',
  down: 'M12 4v12M6.500 10.500 12 16l5.500-5.500M5 20h14',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 2.500-2.500L20 17M15.500 9v.01',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  note: 'M5 18h8M5 14h8M5 6h6M17 6v6M15.500 7.500 17 6',
  page: 'M6 3h12v6M6 9V3M4 12h3M10.500 12h3M17 12h3M6 15v6h12v-6',
  find: 'M17 11a6 6 0 1 1-12 0 6 6 0 0 1 12 0m3 9-4.500-4.500',
  full: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
} as const;

/** The names of the tool drawings. */
export type ToolIcon = keyof typeof TOOL_PATHS;
