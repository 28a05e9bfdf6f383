import type { CloseReason } from '../../shared/drafting/wire.ts';

/** Why a connection is closed, as the server or this page says it. */
export type Ending = CloseReason | 'too-large' | 'other-person' | 'closed';

/** What a person can do about an ended connection. */
export type EndingAct = 'reload' | 'sign-in' | 'none';

/** What a closed connection means to the person at the page. */
export type Closing =
  | { comesBack: true; sentence: string }
  | {
      comesBack: false;
      sentence: string;
      act: EndingAct;
      /** Whether the words that were not stored can still reach the draft from this device. */
      wordsMayFollow: boolean;
    };

/** One plain sentence and the right act for every way a connection can be closed (DRA-2). */
export const CLOSINGS: Record<Ending, Closing> = {
  'bad-message': ended('Concord did not understand this page. Load it again to go on writing.', 'reload'),
  'signed-out': ended('You have been signed out. Sign in again to go on writing.', 'sign-in'),
  'seat-ended': lost('Your seat in this group has ended, so you can no longer write in this draft.', 'none'),
  'client-id-taken': lost('This page was opened from a copy of another. Load it again to go on writing.', 'reload'),
  'update-refused': lost(
    'Concord did not take your last change. The draft is safe. Load the page again to go on writing.',
    'reload',
  ),
  'newer-concord': ended('Concord has been renewed. Load the page again to go on writing.', 'reload'),
  'draft-quarantined': ended(
    'We could not open this draft. The draft is safe and has not been changed. Someone has been told.',
    'none',
  ),
  'draft-full': lost(
    'This draft has reached its largest size. Load the page again, and delete or divide before you add more.',
    'reload',
  ),
  'too-large': lost('Your last change is too large to send in one piece. Load the page again and add it in parts.', 'reload'),
  'other-person': ended('Somebody else is signed in on this browser now. Sign in as yourself to go on writing.', 'sign-in'),
  closed: ended('The connection to this draft has ended. Load the page again.', 'reload'),
  'try-again': comesBack('Concord had to open this draft again. We are connecting you.'),
  'rights-changed': comesBack('What you may do in this draft has changed. We are connecting you again.'),
  'words-erased': comesBack('Words were erased from this draft. We are connecting you again.'),
  'too-slow': comesBack('Your connection is slow, so we start it again.'),
  'too-many-messages': comesBack('This page sent very much at once. We go on in a moment.'),
  restarting: comesBack('Concord is restarting. We connect you again in a moment.'),
};

const TOO_LARGE_CODE = 1009; // the WebSocket layer's own word for a message above its limit

/** The reason behind a closed socket; undefined when the line just broke. */
export function endingOf({ code, reason }: { code: number; reason: string }): Ending | undefined {
  if (code === TOO_LARGE_CODE) return 'too-large';
  if (isEnding(reason)) return reason;
  return code >= 4400 && code < 4500 ? 'closed' : undefined;
}

/** Whether the connection is over and is not tried again by itself. */
export function isFinal(ending: Ending | undefined): boolean {
  return ending !== undefined && !CLOSINGS[ending].comesBack;
}

/** Whether signing in again is enough to go on. */
export function mayReturn(ending: Ending): boolean {
  const closing = CLOSINGS[ending];
  return closing.comesBack || closing.act === 'sign-in';
}

/** Whether the words of this device can never reach the draft after this ending, so that its copy must not be opened again. */
export function spoilsCopy(ending: Ending): boolean {
  const closing = CLOSINGS[ending];
  return !closing.comesBack && !closing.wordsMayFollow && ending !== 'seat-ended';
}

/** Whether words written after this ending could still reach the draft from this device; otherwise the text is only read. */
export function mayWriteOn(ending: Ending | undefined, kept: boolean): boolean {
  if (ending === undefined) return true;
  const closing = CLOSINGS[ending];
  return closing.comesBack || (closing.wordsMayFollow && kept);
}

function isEnding(reason: string): reason is Ending {
  return Object.hasOwn(CLOSINGS, reason);
}

function ended(sentence: string, act: EndingAct): Closing {
  return { comesBack: false, sentence, act, wordsMayFollow: true };
}

function lost(sentence: string, act: EndingAct): Closing {
  return { comesBack: false, sentence, act, wordsMayFollow: false };
}

function comesBack(sentence: string): Closing {
  return { comesBack: true, sentence };
}
