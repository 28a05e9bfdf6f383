import { openHouse } from '../house.ts';
import { anyPerson } from '../identity/person-store.ts';
import type { Settings } from '../platform/settings.ts';
import { fillExample } from './demo/fill-example.ts';

/** Fills the worked example into an empty installation and prints who can sign in; `--json` prints it for programs (PLT-42). */
export async function demo(settings: Settings, flags: readonly string[]): Promise<void> {
  const house = await openHouse({ ...settings, port: 0, host: '127.0.0.1', logLevel: 'error' });
  try {
    if (await anyPerson(house.store.read))
      throw new Error(
        'This installation is in use already. The worked example goes into an empty one: set CONCORD_DATA_DIR to a new folder.',
      );
    const url =
      settings.baseUrl ?? `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${settings.port}`;
    const filled = await fillExample({ ...house, baseUrl: url });
    const people = filled.people.map(({ name, role, email, password }) => ({ name, role, email, password }));
    if (flags.includes('--json')) process.stdout.write(`${JSON.stringify({ url, people, documents: filled.documents })}\n`);
    else process.stdout.write(plain({ url, people, documents: filled.documents }));
  } finally {
    await house.close();
  }
}

type Printed = {
  url: string;
  people: { name: string; role: string; email: string; password: string }[];
  documents: { title: string; publicUrl: string }[];
};

function plain({ url, people, documents }: Printed): string {
  const rows = people.map(
    ({ name, role, email, password }) => `  ${name.padEnd(18)} ${role.padEnd(34)} ${email.padEnd(32)} ${password}`,
  );
  const pages = documents.map(({ title, publicUrl }) => `  ${title}\n    ${publicUrl}`);
  return `\nThe worked example is filled in. Everyone in it is fictional.\nStart Concord with npm start and open ${url}/app\n\n${rows.join('\n')}\n\n${pages.join('\n')}\n\n`;
}
