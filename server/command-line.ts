import { backup } from './commands/backup.ts';
import { demo } from './commands/demo.ts';
import { makeKey } from './commands/make-key.ts';
import { restore } from './commands/restore.ts';
import { showSettings } from './commands/show-settings.ts';
import { verifyTheRecord } from './commands/verify-the-record.ts';
import { readSettings, type Settings } from './platform/settings.ts';

type Command = { about: string; run: (settings: Settings, flags: readonly string[]) => Promise<void> };

/** Every `npm run concord -- <name>`, one file each in `commands/`. */
const COMMANDS: Record<string, Command> = {
  backup: { about: 'write the whole database into one new FILE, also while Concord runs (--json)', run: backup },
  demo: { about: 'fill a worked example into an empty installation (--json prints who can sign in)', run: demo },
  'make-key': { about: 'make the key that signs positions (done at first start unless DATABASE_URL is set)', run: makeKey },
  restore: { about: 'put a backup FILE into an empty installation and check it (--json, --with-faults)', run: restore },
  settings: { about: 'print every setting with its meaning', run: showSettings },
  'verify-record': { about: 'walk every chain of the record and say whether it holds', run: verifyTheRecord },
};

const [name = '', ...flags] = process.argv.slice(2);
const command = COMMANDS[name];
try {
  if (!command)
    throw new Error(
      `There is no command “${name}”. Commands:\n${Object.entries(COMMANDS)
        .map(([word, { about }]) => `  ${word.padEnd(14)} ${about}`)
        .join('\n')}`,
    );
  await command.run(readSettings(), flags);
  process.exit(process.exitCode ?? 0);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
