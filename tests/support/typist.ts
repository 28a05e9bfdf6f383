import type { House } from '../../server/house.ts';
import { connectDraft, synced, until, type DraftClient } from './draft-clients.ts';
import type { EditHistory } from './edit-history.ts';
import type { Random } from './seeded-random.ts';

/** Somebody who types words of their own at a steady pace through a stock client, whatever happens to the connection. */
export type Typist = {
  client: DraftClient;
  /** How long each saved word has waited to be called so, in milliseconds. */
  waits: number[];
  /** Stops typing; the connection stays. */
  rest(): void;
  /** Waits until everything typed so far is called saved on the present connection. */
  settled(limitMs?: number): Promise<void>;
  leave(): void;
};

type Options = {
  documentId: string;
  cookie: string;
  name: string;
  history: EditHistory;
  random: Random;
  /** Milliseconds between two words, on average. */
  pace: number;
};

/** Connects and begins to type. */
export async function startTypist(
  house: Pick<House, 'baseUrl'>,
  { documentId, cookie, name, history, random, pace }: Options,
): Promise<Typist> {
  const client = await synced(connectDraft(house, documentId, { cookie }));
  const waiting: { word: string; connection: number; message: number; at: number }[] = [];
  const waits: number[] = [];
  let count = 0;
  const note = (): void => {
    const kept = waiting.filter(({ word, connection, message, at }) => {
      const here = connection === client.connection();
      const isSaved = here ? message <= client.saved() : (client.answeredAs() ?? Infinity) <= client.saved();
      if (isSaved) {
        history.saved(word);
        waits.push(performance.now() - at);
      }
      return !isSaved;
    });
    waiting.splice(0, waiting.length, ...kept);
  };
  client.onSaved(note);
  const type = (): void => {
    const word = `${name}n${count++}`;
    history.typed(name, word);
    const before = client.sent();
    client.type(` ${word};`);
    const left = client.sent() > before; // while the connection is down the next answer carries the word
    waiting.push({ word, connection: left ? client.connection() : -1, message: client.sent(), at: performance.now() });
    timer = setTimeout(type, pace * (0.5 + random.next()));
  };
  let timer = setTimeout(type, pace * random.next());
  return {
    client,
    waits,
    rest: () => clearTimeout(timer),
    settled: (limitMs = 20_000) =>
      until(() => client.provider.synced && waiting.length === 0, `everything ${name} typed to be saved`, limitMs),
    leave: () => {
      clearTimeout(timer);
      client.stop();
    },
  };
}
