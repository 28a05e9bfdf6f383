import { describe, expect, it } from 'vitest';
import { WireChoice } from '../../client/drafting/wire-choice.ts';

const LONG = { heard: true, livedMs: 60_000, byServer: false };
const SHORT = { heard: true, livedMs: 2000, byServer: false };
const SILENT = { heard: false, livedMs: 8000, byServer: false };

describe('the way to the server', () => {
  it('[DRA-4i] is a socket until one ends without a word, and a socket again when asking fails too', () => {
    const choice = new WireChoice();
    expect(choice.next).toBe('socket');
    choice.socketEnded(LONG);
    expect(choice.next).toBe('socket');
    choice.socketEnded(SILENT);
    expect(choice.next).toBe('polling');
    choice.pollingFailed(); // the network is gone, not the socket blocked
    expect(choice.next).toBe('socket');
  });

  it('[DRA-4i] is asking after three sockets that were cut within seconds, but not when the server closed them', () => {
    const choice = new WireChoice();
    for (let time = 0; time < 5; time += 1) choice.socketEnded({ ...SHORT, byServer: true });
    expect(choice.next).toBe('socket');
    for (let time = 0; time < 3; time += 1) choice.socketEnded(SHORT);
    expect(choice.next).toBe('polling');
  });

  it('[DRA-4i] tries a socket again after 15 seconds, a minute, and then every five minutes', () => {
    const choice = new WireChoice();
    expect([1, 2, 3, 4].map(() => choice.nextProbe())).toEqual([15_000, 60_000, 300_000, 300_000]);
    choice.socketWorks();
    expect(choice.nextProbe()).toBe(15_000);
  });
});
