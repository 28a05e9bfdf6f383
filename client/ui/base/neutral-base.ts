import type { CSSOptions } from 'vite';

type PostcssPlugin = NonNullable<Exclude<CSSOptions['postcss'], string | undefined>['plugins']>[number];

const LIBRARY = 'nhsuk-frontend';

/** The parts of nhsuk-frontend that Concord's pages use; every other rule of its style sheet is left out of the build. */
const PARTS: readonly string[] = [
  'body',
  'button',
  'button-group',
  'caption',
  'character-count',
  'checkboxes',
  'date-input',
  'details',
  'error-message',
  'error-summary',
  'fieldset',
  'form-group',
  'hint',
  'input',
  'input-wrapper',
  'inset-text',
  'label',
  'list',
  'panel',
  'radios',
  'select',
  'skip-link',
  'summary-list',
  'textarea',
  'u-visually-hidden',
];

type Context = { selector: string; property: string; focused: boolean };

const ink = ({ focused, property }: Context): string =>
  focused ? '--focus-ink' : property === 'background-color' ? '--ink' : '--ink';
const onAction = ({ selector, property }: Context): string =>
  /button(?!-group)/.test(selector) && /^(color|fill)$/.test(property) ? '--action-ink' : '--paper';
const grey = ({ property }: Context): string => (/^(color|fill)$/.test(property) ? '--ink-soft' : '--edge');
const blue = ({ selector }: Context): string => (selector.includes('button') ? '--action' : '--link');
const red = ({ selector }: Context): string => (selector.includes('button') ? '--danger' : '--error');
const green = ({ selector }: Context): string => (selector.includes('button') ? '--action' : '--ok');

/** Which token stands for a colour of the library, by what the colour is used for. */
const TOKENS: Record<string, (context: Context) => string> = {
  '#212b32': ink,
  '#ffffff': onAction,
  '#ffeb3b': () => '--focus',
  '#005eb8': blue,
  '#004b93': blue,
  '#4c6272': grey,
  '#768692': grey,
  '#354550': grey,
  '#d5281b': red,
  '#aa2016': () => '--danger-hover',
  '#6b140e': ({ selector }) => (selector.includes('button') ? '--danger-edge' : '--error'),
  '#951c13': red,
  '#007f3b': green,
  '#00662f': () => '--action-hover',
  '#00401e': () => '--action-edge',
  '#004c23': green,
  '#d8dde0': () => '--line',
  '#aeb7bd': () => '--line-strong',
  '#f0f4f5': () => '--ground',
  '#e0e4e6': () => '--wash',
  '#330072': () => '--link-visited',
  '#7c2855': () => '--link-hover',
  '#002f5c': () => '--link-hover',
  '#c7dcef': () => '--brand-pale',
  '#d9e7f4': () => '--brand-pale',
};

/** Takes nhsuk-frontend's style sheet at build time and keeps what is used, with our tokens for its colours and the reader's own Arial for its fonts (PLT-35). */
export function neutralBase(): PostcssPlugin {
  return {
    postcssPlugin: 'neutral-base',
    OnceExit(root) {
      root.walkAtRules((rule) => {
        if (fromLibrary(rule) && (rule.name === 'font-face' || rule.name === 'charset')) rule.remove();
      });
      root.walkRules((rule) => {
        if (!fromLibrary(rule)) return;
        const kept = rule.selectors.filter(isUsed);
        if (kept.length === 0 || kept.includes(':root')) {
          rule.remove();
          return;
        }
        rule.selectors = kept.map(byKeyboardOnly).map(outsideTexts);
        recolour(rule);
      });
      root.walkAtRules((rule) => {
        if (fromLibrary(rule) && rule.nodes?.length === 0) rule.remove();
      });
    },
  };
}

type Node = { source?: { input: { file?: string | undefined } } | undefined };
type Rule = { selector: string; walkDecls: (each: (declaration: { prop: string; value: string }) => void) => void };

function fromLibrary(node: Node): boolean {
  return node.source?.input.file?.includes(`/${LIBRARY}/`) ?? false;
}

function isUsed(selector: string): boolean {
  if (selector.includes('search-cancel-button')) return false; // drawn by a picture we do not ship
  const blocks = [...selector.matchAll(/\.nhsuk-((?:u-)?[a-z]+(?:-[a-z]+)*)/g)].map(([, block]) => block ?? '');
  if (blocks.length === 0) return !selector.includes('.');
  return blocks.every((block) => PARTS.some((part) => block === part || block.startsWith(`${part}-`)));
}

/** A button turns yellow for the keyboard, not for everyone who pressed it. */
function byKeyboardOnly(selector: string): string {
  return selector.includes('nhsuk-button') ? selector.replace(/:focus(?!-)/g, ':focus-visible') : selector;
}

/**
 * A paragraph that asks what follows it is asked anew, with all its neighbours, whenever an element comes or goes among them: in a
 * text of 4,000 blocks that is 20 ms a key. Blocks of a text have ids and no form behind them, so they are not asked.
 */
function outsideTexts(selector: string): string {
  return selector.replace(/^p:has\(/, 'p:not([data-id]):has(');
}

function recolour(rule: Rule): void {
  let focused = rule.selector.includes(':focus');
  rule.walkDecls(({ value }) => {
    focused ||= value.includes('#ffeb3b');
  });
  rule.walkDecls((declaration) => {
    const context = { selector: rule.selector, property: declaration.prop, focused };
    declaration.value = declaration.value.replace(/#[0-9a-f]{6}\b/gi, (colour) => {
      const token = TOKENS[colour.toLowerCase()];
      return token ? `var(${token(context)})` : colour;
    });
    if (declaration.prop === 'font-family')
      declaration.value = declaration.value.includes('monospace') ? 'var(--font-mono)' : 'var(--font)';
  });
}
