import type { Right } from '../identity/rules.ts';
import { allowed, refused, type Outcome } from '../kernel/outcome.ts';
import type { PictureFault } from '../text/pictures.ts';
import { MIN_ERASED_CHARS } from '../kernel/limits.ts';
import { findPhrase, foldPhrase } from '../text/find-phrase.ts';
import { lifeLineOf, stageName, type Stage } from './life-line.ts';

const MAY_WITHDRAW_NOT: ReadonlySet<Stage> = new Set(['superseded', 'withdrawn']);

/** Whether a document may go to a stage: forward without leaving out a step of its product's life, back or out with a reason. */
export function mayMoveStage(move: { productId: string; from: Stage; to: Stage; reason: string }): Outcome {
  const { productId, from, to, reason } = move;
  if (from === to) return allowed;
  if (to === 'withdrawn') {
    if (MAY_WITHDRAW_NOT.has(from)) return refused('document-ended', 409, `This document is ${stageName(from).toLowerCase()}.`);
    return needsReason(reason, 'Say why the document is withdrawn.');
  }
  const line = lifeLineOf(productId);
  const here = line.findIndex(({ stage }) => stage === from);
  const there = line.findIndex(({ stage }) => stage === to);
  if (there < 0)
    return refused('stage-not-in-life', 409, `“${stageName(to)}” is no step in the life of this kind of document.`, { from, to });
  if (here < 0 || there < here) return needsReason(reason, `Going back to “${stageName(to)}” needs a reason.`);
  const left = line.slice(here + 1, there).find(({ optional }) => !optional);
  if (!left) return allowed;
  const sentence = `The document is at “${stageName(from)}”. “${stageName(left.stage)}” comes before “${stageName(to)}”.`;
  return refused('stage-left-out', 409, sentence, { from, to, next: left.stage });
}

/** The stages a document goes through when a version of it is frozen, one after another; none when freezing does not move it. */
export function stagesAfterFreeze(stage: Stage): readonly Stage[] {
  if (stage === 'planned') return ['drafting', 'frozen'];
  if (stage === 'drafting' || stage === 'group-review') return ['frozen'];
  if (stage === 'consultation-closed') return ['resolving', 'revised']; // nobody made a point, or none is decided yet
  return stage === 'resolving' ? ['revised'] : [];
}

/** Whether a version may be frozen: not of a document that has ended, and with words in it. */
export function mayFreeze(document: { stage: Stage; quarantined: string | null }, words: number): Outcome {
  if (document.stage === 'superseded' || document.stage === 'withdrawn')
    return refused(
      'document-ended',
      409,
      `This document is ${stageName(document.stage).toLowerCase()}, so no version can be frozen.`,
    );
  if (document.quarantined)
    return refused('draft-quarantined', 409, 'This draft cannot be opened at the moment, so no version can be frozen.');
  if (words === 0) return refused('empty-draft', 409, 'There are no words in this draft yet, so there is nothing to freeze.');
  return allowed;
}

/** What somebody may do with the text: edit it, edit it but not accept own suggestions, suggest, or read. */
export type MayWrite = 'edit' | 'edit-others' | 'suggest' | 'read';

/**
 * What a person's rights come to in one document: an open one is edited by everybody who may write in drafts; in a guarded one those
 * who lead the group and named editors edit, and only the former accept what they have suggested themselves (DRA-29).
 */
export function mayWrite(asked: {
  guarded: boolean | null;
  editors: readonly string[];
  rights: readonly Right[];
  personId: string;
}): MayWrite {
  const { guarded, editors, rights, personId } = asked;
  const may = (right: Right): boolean => rights.includes(right);
  if (may('edit-draft') && (!guarded || may('guard-document'))) return 'edit';
  if (may('edit-draft') && editors.includes(personId)) return 'edit-others';
  return may('suggest-in-draft') ? 'suggest' : 'read';
}

/** Whether these people can be named as editors: everybody among those who may write in drafts of the group. */
export function mayBeGuarded(editors: readonly string[], people: readonly { id: string }[]): Outcome {
  if (editors.every((editor) => people.some(({ id }) => id === editor))) return allowed;
  return refused('not-a-writer', 422, 'Only people who may write in drafts of this group can be named. Load the page again.');
}

/** Whether a version may be frozen beside open suggestions: each one is decided first, or set aside by whoever freezes (DRA-27). */
export function mayLeaveOpen(open: readonly { id: string }[], setAside: readonly string[]): Outcome {
  const left = open.filter(({ id }) => !setAside.includes(id)).length;
  if (left === 0) return allowed;
  const sentence =
    left === 1
      ? 'One suggestion is neither decided nor set aside. Decide it, or set it aside for this version.'
      : `${left} suggestions are neither decided nor set aside. Decide them, or set them aside for this version.`;
  return refused('suggestions-open', 409, sentence, { left });
}

/** Whether the pictures of a text let it be frozen: each one here and described, so that everyone can read what is signed. */
export function mayFreezePictures(faults: readonly PictureFault[]): Outcome {
  const [first, ...more] = faults;
  if (!first) return allowed;
  const many =
    more.length === 0
      ? ''
      : ` ${more.length === 1 ? 'One more picture has' : `${more.length} more pictures have`} to be put right.`;
  const sentence =
    first.why === 'not-here'
      ? `${first.name} is not among the pictures of this document. Take it out, or put it in again.${many}`
      : `${first.name} has no description yet. Describe it for people who cannot see it, or say why it needs none.${many}`;
  return refused('pictures-not-ready', 409, sentence, { pictures: [...faults] });
}

/**
 * Whether words may be erased: long enough not to stand in every line, not repeated in the reason, which the record keeps, and at no
 * more places than the person was shown.
 */
export function mayErase(asked: { words: string; reason: string; shown: number; places: number }): Outcome {
  const { words, reason, shown, places } = asked;
  if (foldPhrase(words).length < MIN_ERASED_CHARS)
    return refused('words-too-short', 422, `Enter at least ${MIN_ERASED_CHARS} letters or digits.`, { field: 'words' });
  if (findPhrase(words)(reason).length > 0)
    return refused('words-in-reason', 422, 'The reason is kept in the record. Say why without the words themselves.', {
      field: 'reason',
    });
  if (places > shown)
    return refused('more-places', 409, `The words now stand at ${places} places, not ${shown}. Look at them again.`, { places });
  return allowed;
}

function needsReason(reason: string, sentence: string): Outcome {
  return reason.trim() ? allowed : refused('reason-needed', 422, sentence);
}
