import { useEffect, useState, type ReactElement } from 'react';
import { makeSpeechQueue } from './speech-queue.ts';

let show: (sentence: string) => void = () => undefined; // set by the one announcer of the page

const queue = makeSpeechQueue({
  speak: (sentence) => show(sentence),
  now: () => Date.now(),
  later: (act, ms) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
});

/** Says a sentence politely to those who hear the page: at most one in 10 seconds, the newest wins. */
export function announce(sentence: string): void {
  queue.say(sentence);
}

/** Holds spoken sentences back while somebody types. */
export function holdAnnouncements(held: boolean): void {
  queue.hold(held);
}

/** Switches spoken sentences on or off, as the person chose. */
export function turnAnnouncements(on: boolean): void {
  queue.turn(on);
}

/** The page's one place from which sentences are spoken; the frame holds it. */
export function LiveAnnouncer(): ReactElement {
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    show = setSentence;
    return () => {
      show = () => undefined;
      queue.stop();
    };
  }, []);
  return (
    <div className="nhsuk-u-visually-hidden" role="status" aria-live="polite" aria-atomic="true">
      {sentence}
    </div>
  );
}
