import { readdirSync, readFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countUnsent, queueMail } from '../../server/notices/mail-store.ts';
import { openMailSender } from '../../server/notices/send-mail.ts';
import type { Store } from '../../server/platform/database/store.ts';
import { openLog } from '../../server/platform/log.ts';
import { freshStore } from '../support/start-house.ts';

const log = openLog('silent');
const directory = mkdtempSync(join(tmpdir(), 'concord-mail-'));
let store: Store;
let close: () => Promise<void>;
beforeAll(async () => ({ store, close } = await freshStore()));
afterAll(async () => {
  await close();
  rmSync(directory, { recursive: true, force: true });
});

/** Queues one mail in a transaction of its own. */
async function queue(onceKey: string, subject = 'Your receipt'): Promise<void> {
  await store.transaction((tx) =>
    queueMail(tx, { onceKey, recipient: 'p@concord.example', subject, body: 'Reference 4827 1906 35' }),
  );
}

describe('the outbox', () => {
  it('[CON-5] a mail is queued with the act that causes it, and once only', async () => {
    await queue('receipt:1');
    await queue('receipt:1');
    const undone = store.transaction(async (tx) => {
      await queueMail(tx, { onceKey: 'receipt:2', recipient: 'p@concord.example', subject: 's', body: 'b' });
      throw new Error('the act was refused');
    });
    await expect(undone).rejects.toThrow('refused');
    expect(await countUnsent(store.read)).toBe(1);
  });

  it('[CON-5] without a mail server mails become files that only the owner reads, each once', async () => {
    const sender = openMailSender({ store, log, from: 'Concord <c@concord.example>', smtpUrl: undefined, directory });
    await Promise.all([sender.sendNow(), sender.sendNow()]);
    await sender.close();
    const files = readdirSync(join(directory, 'mail'));
    expect(files).toHaveLength(1);
    expect(readFileSync(join(directory, 'mail', files[0] ?? ''), 'utf8')).toContain('Reference 4827 1906 35');
    expect(await countUnsent(store.read)).toBe(0);
  });

  it('[CON-5] a mail server that refuses at first gets the mail once it answers, and nothing is lost', async () => {
    await queue('receipt:3', 'Try again');
    const received: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          received.push(Buffer.concat(parts).toString());
          done();
        });
      },
    });
    const deaf = openMailSender({ store, log, from: 'c@concord.example', smtpUrl: 'smtp://127.0.0.1:1', directory });
    await deaf.sendNow();
    await deaf.close();
    expect(await countUnsent(store.read)).toBe(1);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
    const { port } = server.server.address() as AddressInfo;
    await store.runScript('update waiting_mail set taken_until = null'); // the two minutes until the next try are over
    const sender = openMailSender({ store, log, from: 'c@concord.example', smtpUrl: `smtp://127.0.0.1:${port}`, directory });
    await sender.sendNow();
    await sender.close();
    await new Promise<void>((closed) => server.close(() => closed()));
    expect(received).toHaveLength(1);
    expect(received[0]).toContain('Subject: Try again');
  });
});
