const APART_MS = 10_000; // PLT-33: at most one sentence in 10 seconds

/** Decides when a sentence may be spoken: politely, apart from each other, never two at once. */
export type SpeechQueue = {
  /** Speaks the sentence when its turn comes; one waits at a time, a newer one takes its place. */
  say: (sentence: string) => void;
  /** Holds speech back while somebody types, and lets it go on afterwards. */
  hold: (held: boolean) => void;
  /** Speaks or keeps silent, as the person chose. */
  turn: (on: boolean) => void;
  stop: () => void;
};

type Parts = { speak: (sentence: string) => void; now: () => number; later: (act: () => void, ms: number) => () => void };

/** Makes a queue that speaks through `speak`. */
export function makeSpeechQueue({ speak, now, later }: Parts): SpeechQueue {
  let waiting: string | undefined;
  let lastSpoken = Number.NEGATIVE_INFINITY;
  let held = false;
  let on = true;
  let cancel: (() => void) | undefined;
  const next = (): void => {
    cancel?.();
    cancel = undefined;
    if (waiting === undefined || held || !on) return;
    const wait = lastSpoken + APART_MS - now();
    if (wait > 0) {
      cancel = later(next, wait);
      return;
    }
    speak(waiting);
    waiting = undefined;
    lastSpoken = now();
  };
  return {
    say(sentence) {
      if (!on) return;
      waiting = sentence;
      next();
    },
    hold(isHeld) {
      held = isHeld;
      next();
    },
    turn(isOn) {
      on = isOn;
      if (!on) waiting = undefined;
      next();
    },
    stop: () => cancel?.(),
  };
}
