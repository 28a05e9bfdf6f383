import { stageName, type Stage } from '../../shared/drafting/life-line.ts';
import { getTemplate } from '../../shared/drafting/templates/template.ts';
import type { TimelineEntry } from '../../shared/drafting/api.ts';
import { getPerson } from '../identity/person-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { readEntries, readPersonal, type StoredEntry } from '../record/record-store.ts';

/** Says what one entry of the record means, in words that follow a name ("froze version 2"). */
export type SayAct = (entry: StoredEntry, personal: Readonly<Record<string, string>>) => string;

const PAGE = 1000; // entries read at once, so that no statement is long (PLT-27)

const NAMES: Record<string, string> = { system: 'Concord', public: 'A respondent', server: 'Concord' };

/** Sentences for acts; drafting says its own, later rooms add theirs. */
export class TimelineSentences {
  private readonly sayings = new Map<string, SayAct>(Object.entries(OWN));

  /** Adds what later rooms' acts mean; the words follow the name of who did it. */
  add(sayings: Readonly<Record<string, SayAct>>): void {
    for (const [act, say] of Object.entries(sayings)) this.sayings.set(act, say);
  }

  /** The sentence for an entry. */
  say(name: string, entry: StoredEntry, personal: Readonly<Record<string, string>>): string {
    const words = this.sayings.get(entry.act)?.(entry, personal) ?? plainAct(entry.act);
    return `${name} ${words}.`;
  }
}

/** The record of a document as sentences, the newest first. */
export async function readTimelineOf(db: Reader, documentId: string, sentences: TimelineSentences): Promise<TimelineEntry[]> {
  const chain = `document:${documentId}`;
  const entries: StoredEntry[] = [];
  for (
    let page = await readEntries(db, chain, 0, PAGE);
    page.length > 0;
    page = await readEntries(db, chain, entries.length, PAGE)
  )
    entries.push(...page);
  const personal = new Map<number, Record<string, string>>();
  for (const { position, field, value } of await readPersonal(db, chain))
    personal.set(position, { ...personal.get(position), [field]: value });
  const names = await namesOf(db, new Set(entries.map(({ actor }) => actor)));
  return entries.reverse().map((entry) => {
    const own = personal.get(entry.position) ?? {};
    const sentence = sentences.say(names.get(entry.actor) ?? 'Somebody', entry, own);
    return { position: entry.position, at: entry.at, sentence, words: own['reason'] ?? null, hash: entry.hash };
  });
}

async function namesOf(db: Reader, actors: ReadonlySet<string>): Promise<Map<string, string>> {
  const names = new Map<string, string>(Object.entries(NAMES));
  for (const actor of actors) {
    const person = names.has(actor) ? undefined : await getPerson(db, actor);
    if (person) names.set(actor, person.name);
  }
  return names;
}

const OWN: Record<string, SayAct> = {
  'make-document': ({ facts }, { title }) => {
    const template = getTemplate(String(facts['product']), String(facts['template']), Number(facts['templateVersion']));
    const from =
      { 'word-file': ' from a Word file', text: '' }[String(facts['from'])] ?? ` from the template “${template?.label ?? ''}”`;
    return `made this document${from}${title ? ` and called it “${title}”` : ''}`;
  },
  'rename-document': (_entry, { title }) => `gave it the title “${title ?? ''}”`,
  'guard-document': ({ facts }, { editors }) =>
    facts['guarded']
      ? `guarded it: members suggest${editors ? `, and ${editors} may edit beside those who lead the group` : ''}`
      : 'opened it: everybody who may write in drafts edits',
  'erase-words': ({ facts }) =>
    `erased words for good, at ${countOf(Number(facts['places']), 'place')} of the draft and in ${countOf(Number(facts['checkpoints']), 'kept earlier state')}; what they were is not kept`,
  'import-word-file': ({ facts }) => `brought in a Word file with ${Number(facts['words']).toLocaleString('en-GB')} words`,
  'freeze-version': ({ facts }, { label, setAside }) =>
    `froze version ${String(facts['number'])}${label ? `, “${label}”` : ''}${setAside ? `, and set aside for it the open suggestions of ${setAside}` : ''}${facts['guards'] ? ', which guards the document: from now on members suggest' : ''}`,
  'move-stage': ({ facts }) => `moved it from “${stageName(facts['from'] as Stage)}” to “${stageName(facts['to'] as Stage)}”`, // written by move-stage only
};

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const PAST: Record<string, string> = {
  open: 'opened',
  close: 'closed',
  submit: 'submitted',
  record: 'recorded',
  change: 'changed',
  sign: 'signed',
  ask: 'asked for',
  publish: 'published',
  apply: 'applied',
  extend: 'extended',
  undo: 'undid',
  give: 'gave',
  make: 'made',
  end: 'ended',
  add: 'added',
  decide: 'decided',
  withdraw: 'withdrew',
  pass: 'passed',
  send: 'sent',
};

/** An act nobody has a sentence for, from its name: "open-consultation" is "opened a consultation". */
function plainAct(act: string): string {
  const [verb = '', ...noun] = act.split('-');
  const words = noun.join(' ').replace('sign off', 'sign-off');
  return `${PAST[verb] ?? `did “${verb}”`} ${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
}
