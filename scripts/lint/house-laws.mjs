// The laws of docs/ARCHITECTURE.md that can be read off one file, as lint rules of this house. Laws about which file
// may import which are in import-laws.mjs.
import { basename } from 'node:path';

const ROOM_NOUNS = /consultation|disposition|sign-?_?off|signator|stakeholder|suggestion|respondent|redline|seat/i;
const EMPTY_NAMES = /(manager|helpers?|utils?|services?|data|misc)$/i;
const YJS_INTERNAL_CLASSES =
  '/^(Item|GC|Skip|Content[A-Z]\\w+|Abstract(Struct|Connector)|StructStore|DeleteSet|ItemTextListPosition)$/';

/** A law that forbids every piece of syntax one of the selectors finds. */
function forbid(message, ...selectors) {
  return { meta: { type: 'problem', schema: [] }, create: (context) => reporters(context, message, selectors) };
}

function reporters(context, message, selectors) {
  return Object.fromEntries(selectors.map((selector) => [selector, (node) => context.report({ node, message })]));
}

/** A law about the file's own name. */
function fileName(wrong, message) {
  const check = (context) => (node) => {
    if (wrong(basename(context.filename))) context.report({ loc: { line: 1, column: 0 }, node, message });
  };
  return { meta: { type: 'problem', schema: [] }, create: (context) => ({ Program: check(context) }) };
}

const roomNouns = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const message = 'ui/ and platform/ serve every room, so no name here may be a noun of one room (law 4).';
    const check = (node) => ROOM_NOUNS.test(node.name) && context.report({ node, message });
    const checkFile = (node) => ROOM_NOUNS.test(basename(context.filename)) && context.report({ node, message });
    return { Program: checkFile, Identifier: check, JSXIdentifier: check, PrivateIdentifier: check };
  },
};

const emptyNames = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const message = 'Manager, Helper, Util, Service, Data and misc say nothing: name what it is or does.';
    const check = (node) => node.id && EMPTY_NAMES.test(node.id.name ?? '') && context.report({ node: node.id, message });
    const stem = basename(context.filename).replace(/\.[\w.]+$/, '');
    return {
      Program: (node) => /(^|-)(manager|helpers?|utils?|services?|data|misc)$/.test(stem) && context.report({ node, message }),
      'ExportNamedDeclaration > :matches(FunctionDeclaration, ClassDeclaration, TSInterfaceDeclaration, TSTypeAliasDeclaration)':
        check,
      'ExportNamedDeclaration > VariableDeclaration > VariableDeclarator': check,
    };
  },
};

// A list of facts may be as long as the facts are: a file without a single function in it is not measured.
const fileLength = {
  meta: { type: 'problem', schema: [{ type: 'integer' }] },
  create(context) {
    const [most] = context.options;
    let acts = false;
    const act = () => (acts = true);
    return {
      ':function': act,
      ClassDeclaration: act,
      'Program:exit'(node) {
        const lines = linesOfCode(node.tokens);
        const message = `${lines} lines of code are too many for one file, ${most} are the most (law 6).`;
        if (acts && lines > most) context.report({ loc: { line: 1, column: 0 }, node, message });
      },
    };
  },
};

/** Lines that hold code: comments are no tokens, and blank lines hold none. */
function linesOfCode(tokens) {
  const lines = new Set();
  for (const { loc } of tokens) for (let line = loc.start.line; line <= loc.end.line; line += 1) lines.add(line);
  return lines.size;
}

/** Every law by the name a lint message shows. */
export const houseLaws = {
  rules: {
    'settings-in-one-file': forbid(
      'Settings are read only in server/platform/settings.ts; take what you need as an argument (law 5).',
      'MemberExpression[object.name="process"][property.name="env"]',
      'MemberExpression[object.type="MetaProperty"][property.name="env"]',
      'ImportDeclaration[source.value=/^(node:)?process$/]',
    ),
    'sql-in-stores': forbid(
      'SQL lives only in *-store.ts, migrations/ and platform/database; call a store function (law 5).',
      'TaggedTemplateExpression[tag.name="sql"]',
      'CallExpression[callee.property.name=/^(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|withTables|runScript)$/]',
      'MemberExpression[object.name="sql"][property.name="raw"]',
    ),
    'yjs-internals-in-one-file': forbid(
      'What Yjs keeps to itself is touched in one file of shared/text only; nothing else reads an underscore member (law 5).',
      'MemberExpression[property.name=/^_[a-z]/]',
      `MemberExpression[object.name="Y"][property.name=${YJS_INTERNAL_CLASSES}]`,
      `TSQualifiedName[left.name="Y"][right.name=${YJS_INTERNAL_CLASSES}]`,
      `ImportDeclaration[source.value="yjs"] ImportSpecifier[imported.name=${YJS_INTERNAL_CLASSES}]`,
    ),
    'named-exports': forbid(
      'Exports have a name and are listed one by one, so a reader can search for them (law 6).',
      'ExportDefaultDeclaration',
      'ExportAllDeclaration',
    ),
    'no-barrel': fileName(
      (name) => /^index\.[cm]?[jt]sx?$/.test(name),
      'No index file: import the file that holds the thing (law 6).',
    ),
    'kebab-case-file': fileName((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)+$/.test(name), 'File names are kebab-case.'),
    'file-length': fileLength,
    'empty-names': emptyNames,
    'room-nouns': roomNouns,
    'routes-through-the-door': forbid(
      'A route is mounted with mount() or mountPage(), which check its schema and its right (law 7).',
      'CallExpression[callee.object.name=/^(router|app|web)$/][callee.property.name=/^(get|post|put|patch|delete|all)$/]',
      'CallExpression[callee.object.property.name=/^(router|app|web)$/][callee.property.name=/^(get|post|put|patch|delete|all)$/]',
      'CallExpression[callee.name="express"]',
    ),
    'explicit-extension': forbid(
      'An import of our own names its file with the extension.',
      ':matches(ImportDeclaration, ExportNamedDeclaration)[source.value=/^\\.{1,2}\\/(?!.*\\.(ts|tsx|mjs|cjs|js|json|css|scss|svg)(\\?\\w+)?$)/]',
    ),
    'whole-tests': forbid(
      'A test is neither switched off nor run alone.',
      'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|skipIf|runIf|fails)$/]',
    ),
  },
};
