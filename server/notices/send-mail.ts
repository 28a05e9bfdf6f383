import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Log } from '../platform/log.ts';
import type { Store } from '../platform/database/store.ts';
import { markSent, takeUnsent, type WaitingMail } from './mail-store.ts';

const LOOK_EVERY_MS = 2000; // a one-time link should be in the post within seconds
const TRY_AGAIN_SECONDS = 120; // longer than a mail server's slowest answer, so that no mail is sent twice at once
const AT_ONCE = 20; // one short transaction's worth
const MAX_TRIES = 10; // about ten rounds of a mail server's bad day; then an operator must look

/** Sends what waits in the outbox until closed. */
export type MailSender = { sendNow(): Promise<void>; close(): Promise<void> };

type Transport = (mail: WaitingMail) => Promise<void>;

/** Starts sending mails: over SMTP when there is a server, else as .eml files in the data folder, where an operator finds them. */
export function openMailSender({
  store,
  log,
  from,
  smtpUrl,
  directory,
}: {
  store: Store;
  log: Log;
  from: string;
  smtpUrl: string | undefined;
  directory: string;
}): MailSender {
  const transport = smtpUrl ? overSmtp(smtpUrl, from) : intoFolder(directory, from);
  let running: Promise<void> = Promise.resolve();
  const sendNow = (): Promise<void> => (running = running.then(() => sendWaiting(store, log, transport)));
  const timer = setInterval(() => void sendNow(), LOOK_EVERY_MS);
  timer.unref();
  return {
    sendNow,
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}

/** Mails are taken in one short transaction and sent outside it, so that a slow mail server holds up nobody's typing. */
async function sendWaiting(store: Store, log: Log, transport: Transport): Promise<void> {
  try {
    const mails = await store.transaction((tx) =>
      takeUnsent(tx, { limit: AT_ONCE, maxTries: MAX_TRIES, seconds: TRY_AGAIN_SECONDS }),
    );
    for (const mail of mails) {
      const failure = await transport(mail).then(
        () => undefined,
        (error: Error) => error,
      );
      if (failure) log.warn({ mail: mail.id, reason: failure.message }, 'mail not sent');
      else await store.transaction((tx) => markSent(tx, mail.id));
    }
  } catch (error) {
    log.error({ reason: (error as Error).message }, 'outbox not reached');
  }
}

function overSmtp(url: string, from: string): Transport {
  const server = createTransport(url);
  return async ({ recipient, subject, body }) => void (await server.sendMail({ from, to: recipient, subject, text: body }));
}

function intoFolder(directory: string, from: string): Transport {
  const folder = join(directory, 'mail');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return async ({ id, recipient, subject, body }) => {
    const { message } = await composer.sendMail({ from, to: recipient, subject, text: body });
    await writeFile(join(folder, `${id}.eml`), message as Buffer, { mode: 0o600 }); // buffer: true makes it a Buffer
  };
}
