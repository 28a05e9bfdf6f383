import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import {
  deleteLink,
  postLink,
  postWording,
  putDisposition,
  type DeskCounts,
  type PointView,
} from '../../shared/resolution/api.ts';
import type { Disposition } from '../../shared/resolution/disposition.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { forget, keep } from '../platform/browser-storage.ts';
import { beginDecision, replyKey, wholeDecision, type DecisionDraft } from './decision-draft.ts';
import { outcomeWords } from './desk-words.ts';
import { pointKey, useDeskChanged } from './use-desk.ts';

/** The decision on the open point: what is written so far, what is wrong with it, and the acts. */
export type Deciding = {
  draft: DecisionDraft;
  change: (draft: DecisionDraft) => void;
  errors: readonly FieldError[];
  /** Counts the attempts, so that the list of errors takes the keyboard each time. */
  attempt: number;
  sending: boolean;
  /** Somebody else's decision that came while this one was being made. */
  theirs: Disposition | undefined;
  /** The words in the draft changed after they were shown: nothing was put in. */
  wordsChanged: boolean;
  record: (basedOn?: number) => void;
  keepTheirs: () => void;
  linkByHand: () => void;
  unlink: (linkId: string) => void;
};

type Acts = { point: PointView; onRecorded: (sentence: string, left: DeskCounts) => void };

/** Holds the decision on one point; give the component that uses it the point's id as key. */
export function useDecision({ point, onRecorded }: Acts): Deciding {
  const [draft, setDraft] = useState(() => beginDecision(point));
  const { run, complain, ...state } = useActs(point.id);
  const changed = useDeskChanged(point.consultationId);
  const newest = point.dispositions.at(-1);
  const recordNow = async (basedOn: number): Promise<void> => {
    const whole = wholeDecision(point.id, draft);
    if ('errors' in whole) return complain(whole.errors);
    const decided = await call(putDisposition, {
      params: { pointId: point.id },
      body: { basedOn, decision: whole.decision },
    });
    forget(replyKey(point.id));
    const recorded = { ...draft, basedOn: decided.disposition.revision };
    setDraft(recorded);
    const left = (await putWordsIn(point, draft)) ?? decided.left;
    setDraft({ ...recorded, takeWords: false });
    await changed(point.id, left);
    onRecorded(`Recorded: ${outcomeWords(decided.disposition.outcome).toLowerCase()}.`, left);
  };
  const relinked = async (answer: Promise<{ left: DeskCounts }>): Promise<void> => changed(point.id, (await answer).left);
  const params = { pointId: point.id };
  return {
    ...state,
    draft,
    theirs: newest && newest.revision > draft.basedOn ? newest : undefined,
    change: (next) => {
      if (next.reply !== draft.reply) keep(replyKey(point.id), next.reply);
      setDraft(next);
    },
    record: (basedOn = draft.basedOn) => run(() => recordNow(basedOn)),
    keepTheirs: () => {
      forget(replyKey(point.id));
      setDraft(beginDecision(point));
    },
    linkByHand: () => run(() => relinked(call(postLink, { params, body: { id: makeId(), blockId: point.now?.blockId ?? '' } }))),
    unlink: (linkId) => run(() => relinked(call(deleteLink, { params: { ...params, linkId } }))),
  };
}

/** Puts the accepted words into the draft; nothing where none were accepted. */
async function putWordsIn({ id: pointId, now }: PointView, draft: DecisionDraft): Promise<DeskCounts | undefined> {
  if (!draft.takeWords || !now?.blockId || draft.words === now.blockNow) return undefined;
  const body = { id: makeId(), words: draft.words, blockId: now.blockId, replaces: now.blockNow };
  return (await call(postWording, { params: { pointId }, body })).left;
}

type ActState = Pick<Deciding, 'errors' | 'attempt' | 'sending' | 'wordsChanged'> & {
  run: (act: () => Promise<void>) => void;
  complain: (errors: readonly FieldError[]) => void;
};

/** Runs one act at a time and turns its refusal into what the page shows: an error, both decisions, or all three wordings. */
function useActs(pointId: string): ActState {
  const queries = useQueryClient();
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [sending, setSending] = useState(false);
  const [wordsChanged, setWordsChanged] = useState(false);
  const complain = (found: readonly FieldError[]): void => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };
  const fail = async (thrown: unknown): Promise<void> => {
    const { code, message } = asProblem(thrown);
    const isShownBeside = code === 'words-changed' || code === 'decided-meanwhile';
    setWordsChanged(code === 'words-changed');
    complain(isShownBeside ? [] : [{ field: 'outcome', sentence: message }]);
    if (isShownBeside) await queries.invalidateQueries({ queryKey: pointKey(pointId) });
  };
  const run = async (act: () => Promise<void>): Promise<void> => {
    if (sending) return;
    setSending(true);
    setErrors([]);
    await act().catch(fail);
    setSending(false);
  };
  return { errors, attempt, sending, wordsChanged, complain, run: (act) => void run(act) };
}
