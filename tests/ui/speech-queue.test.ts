import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeSpeechQueue, type SpeechQueue } from '../../client/ui/speech-queue.ts';

let spoken: string[];
let queue: SpeechQueue;

beforeEach(() => {
  vi.useFakeTimers();
  spoken = [];
  queue = makeSpeechQueue({
    speak: (sentence) => spoken.push(sentence),
    now: () => Date.now(),
    later: (act, ms) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });
});

afterEach(() => vi.useRealTimers());

describe('spoken sentences', () => {
  it('[PLT-33a] come at most once in 10 seconds, the newest of those that waited', () => {
    queue.say('Asha joined.');
    queue.say('Dilys joined.');
    queue.say('Saved.');
    expect(spoken).toEqual(['Asha joined.']);
    vi.advanceTimersByTime(9_999);
    expect(spoken).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(spoken).toEqual(['Asha joined.', 'Saved.']);
    vi.advanceTimersByTime(60_000);
    expect(spoken).toHaveLength(2);
  });

  it('[PLT-33a] wait while somebody types', () => {
    queue.hold(true);
    queue.say('Saved.');
    vi.advanceTimersByTime(60_000);
    expect(spoken).toEqual([]);
    queue.hold(false);
    expect(spoken).toEqual(['Saved.']);
  });

  it('[PLT-33b] stay silent when the person switched them off, and nothing is saved up', () => {
    queue.turn(false);
    queue.say('Asha joined.');
    queue.turn(true);
    vi.advanceTimersByTime(60_000);
    expect(spoken).toEqual([]);
    queue.say('Saved.');
    expect(spoken).toEqual(['Saved.']);
  });
});
