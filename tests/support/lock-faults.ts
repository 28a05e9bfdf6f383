/** The parts of package.json and package-lock.json that the package laws look at. */
export interface Lock {
  packages: Record<string, { version?: string; resolved?: string; dev?: boolean; license?: string; hasInstallScript?: boolean }>;
}

export interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  allowScripts?: Record<string, boolean>;
}

// Two copies of any of these and their instances no longer know each other: text is lost or the editor breaks.
const ONE_COPY = [
  'yjs',
  'lib0',
  'y-protocols',
  'prosemirror-model',
  'prosemirror-state',
  'prosemirror-view',
  '@tiptap/core',
  '@tiptap/pm',
  'react',
];
const OTHER_BINDINGS = ['@tiptap/y-tiptap', 'y-prosemirror'];

/** What is wrong with the packages, one sentence each. */
export function lockFaults(manifest: Manifest, lock: Lock): string[] {
  const entries = Object.entries(lock.packages).map(([path, entry]) => ({
    path,
    name: path.split('node_modules/').at(-1) ?? '',
    ...entry,
  }));
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  const loose = Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  return [
    ...loose.map(([name, version]) => `${name} is wanted as ${version}, which is no exact version`),
    ...entries.filter(({ resolved }) => resolved?.includes('://')).map(({ path }) => `${path} names the address it came from`),
    ...ONE_COPY.filter((name) => entries.filter((entry) => entry.name === name).length > 1).map(
      (name) => `there is more than one copy of ${name}`,
    ),
    ...entries
      .filter(({ name, dev }) => OTHER_BINDINGS.includes(name) && !dev)
      .map(({ name }) => `${name} is a second editor binding in the product`),
    ...entries
      .filter(({ name, hasInstallScript }) => hasInstallScript && !manifest.allowScripts?.[name])
      .map(({ name }) => `${name} runs a script at install`),
    ...entries
      .filter(({ license }) => license && !freelyUsable(license))
      .map(({ name, license }) => `${name} has the licence ${license}`),
  ];
}

function freelyUsable(license: string): boolean {
  return license
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => !/GPL/.test(choice) || /LGPL/.test(choice));
}
