import { DraftConnection, type DraftPage } from './draft-connection.ts';

const PATIENCE_MS = 20_000;

/** Sends what this device keeps of a draft without opening it on screen; false when it could not be stored. */
export async function sendUnsent(page: DraftPage): Promise<boolean> {
  const connection = new DraftConnection(page);
  const sent = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), PATIENCE_MS);
    const look = (): void => {
      const { ended, ready, unsaved, save } = connection.status();
      if (!ended && !(ready && unsaved === 0 && save.state === 'saved')) return;
      clearTimeout(timer);
      resolve(!ended);
    };
    connection.subscribe(look);
    look();
  });
  connection.close();
  return sent;
}
