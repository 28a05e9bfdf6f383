import { allowed, refused, type Outcome } from '../kernel/outcome.ts';
import { ukDay } from '../kernel/instant.ts';
import { POSITIONS_WITH_WORDS, type AskedPerson, type BodyStep, type PersonsStep, type Position, type Step } from './chain.ts';

/** One answer given to a step; `personId` is the person asked, or who recorded a body's answer. */
export type Given = { stepId: string; personId: string; position: Position };

/** Where a step stands now. */
export type StepState = { state: 'passed' | 'waiting' | 'blocked'; sentence: string };

/** Where the whole sign-off stands, in the one sentence shown at every moment (SIG-9). */
export type ChainState = { state: 'passed' | 'waiting' | 'blocked'; currentStepId: string | null; sentence: string };

/** Minutes for which a sign-in counts as recent for signing, publishing and changes of role (SIG-5). */
export const RECENT_SIGN_IN_MINUTES = 10;

/** May this person answer this step with this position now? Checked in the signing transaction (SIG-3, SIG-4). */
export function mayTakePosition(ask: {
  step: Step;
  current: string | null;
  personId: string;
  position: Position;
  words: string;
  given: Given[];
  hashRead: string;
  hash: string;
  mayRecordBody: boolean;
}): Outcome {
  const { step, personId, position } = ask;
  if (ask.hashRead !== ask.hash)
    return refused('text-changed', 409, 'Not signed: the text has changed since you read it.', { hash: ask.hash });
  if (step.id !== ask.current) return refused('step-not-open', 409, `“${step.title}” is not open for positions now.`);
  if (!step.answers.includes(position)) return refused('position-not-offered', 422, 'This step does not offer that position.');
  if (POSITIONS_WITH_WORDS.includes(position) && ask.words.trim() === '')
    return refused('words-needed', 422, 'Write your reservation, reason or interest');
  if (step.kind === 'body')
    return ask.mayRecordBody
      ? allowed
      : refused('not-allowed', 403, `Only the chair or secretary of the ${step.body} records its decision.`);
  if (!step.asked.some((asked) => asked.personId === personId))
    return refused('not-asked', 403, 'You are not among the people asked for a position on this version.');
  if (ask.given.some((given) => given.stepId === step.id && given.personId === personId && given.position !== 'object'))
    return refused('already-answered', 409, 'You have already given your position on this version.');
  return allowed;
}

/** Where one step stands; the newest answer of each person counts, silence stays silence. */
export function stepState(step: Step, given: Given[], now: string): StepState {
  const here = given.filter((answer) => answer.stepId === step.id);
  return step.kind === 'body' ? bodyState(step, here) : personsState(step, here, now);
}

/** Where the chain stands: the first step that has not passed is the open one. */
export function chainState(steps: Step[], given: Given[], now: string): ChainState {
  for (const [index, step] of steps.entries()) {
    const { state, sentence } = stepState(step, given, now);
    if (state === 'passed') continue;
    const rest = steps.slice(index + 1).map((later) => later.title.toLowerCase());
    const then = rest.length > 0 ? `, then the ${rest.join(', then the ')}` : '';
    return {
      state,
      currentStepId: step.id,
      sentence: state === 'blocked' ? sentence : `Still needed to pass: ${sentence}${then}.`,
    };
  }
  return { state: 'passed', currentStepId: null, sentence: 'Passed. Nothing more is needed.' };
}

/** The people of a step who have not answered. */
export function silentPeople(step: PersonsStep, given: Given[]): AskedPerson[] {
  return step.asked.filter((asked) => !given.some((answer) => answer.stepId === step.id && answer.personId === asked.personId));
}

function bodyState(step: BodyStep, here: Given[]): StepState {
  const last = here.at(-1);
  if (!last) return { state: 'waiting', sentence: `the decision of the ${step.body} by ${ukDay(step.dueAt)}` };
  if (last.position === step.passes) return { state: 'passed', sentence: `The ${step.body} has answered: ${last.position}.` };
  return {
    state: 'blocked',
    sentence: `Not passed: the ${step.body} answered “${last.position}”. Send the version back to drafting.`,
  };
}

function personsState(step: PersonsStep, here: Given[], now: string): StepState {
  const newest = new Map(here.map((answer) => [answer.personId, answer.position]));
  const objections = [...newest.values()].filter((position) => position === 'object').length;
  if (objections > 0)
    return {
      state: 'blocked',
      sentence: `${objections} ${objections === 1 ? 'objection is' : 'objections are'} open. Each must be settled before this version can pass.`,
    };
  const silent = step.asked.length - newest.size;
  const answered = [...newest.values()].filter((position) => position !== 'recuse').length;
  const late = Date.parse(now) > Date.parse(step.dueAt);
  if (answered >= step.quorum && (silent === 0 || late)) return { state: 'passed', sentence: `${step.title} has passed.` };
  if (silent === 0)
    return {
      state: 'blocked',
      sentence: `Not passed: ${answered} of the ${step.quorum} positions needed were given, and nobody is left to ask.`,
    };
  if (late) return { state: 'waiting', sentence: lateSentence(step, answered, silent) };
  return { state: 'waiting', sentence: `positions from ${silent} of ${step.asked.length} people asked, by ${ukDay(step.dueAt)}` };
}

function lateSentence(step: PersonsStep, answered: number, silent: number): string {
  const more = step.quorum - answered;
  return `${more} more ${more === 1 ? 'position' : 'positions'}, from ${silent} ${silent === 1 ? 'person' : 'people'} who said nothing by ${ukDay(step.dueAt)}`;
}
