import type { Block, DocumentText, TextBlock } from '../../shared/text/document-text.ts';
import { seededRandom, type Random } from './seeded-random.ts';

const SUBJECTS =
  'the service,the specialist centre,the multidisciplinary team,a named key worker,the commissioner,each local hospital,the network,the clinic,the person,a family member,the surgeon,the pathologist,the ward,the pharmacist,the referrer,the registry'.split(
    ',',
  );
const VERBS =
  'must offer,must record,should agree,must publish,may ask for,should review,must provide,must not delay,should explain,must report,may refuse,must keep,should plan,must send,must check,may share'.split(
    ',',
  );
const THINGS =
  'a biopsy,the result,written information,a treatment plan,the images,an appointment,rehabilitation,a second opinion,the annual figures,genetic tests,an interpreter,follow-up,the waiting time,travel costs,a clinical trial,surgery,radiotherapy,the referral form,a telephone number,an audit'.split(
    ',',
  );
const LIMITS =
  'within 14 days,before the first visit,unless the person asks for more time,in every case,at least once a year,within 48 hours,with consent,without charge,as set out in the annex,for nine in ten people,at the same hospital,in plain words,before discharge,after each meeting,by secure mail,where numbers are large enough'.split(
    ',',
  );
const REASONS =
  'because delay does harm,so that nobody has to say it twice,and must give the reason,so that care can start,as the evidence shows,and tell the person why,which the board reviews,so that figures can be compared,and keep the record for eight years,to protect privacy'.split(
    ',',
  );

/** A sentence as policies have them. */
export function policySentence(random: Random): string {
  const parts = [random.pick(SUBJECTS), random.pick(VERBS), random.pick(THINGS)];
  if (random.chance(0.8)) parts.push(random.pick(LIMITS));
  if (random.chance(0.5)) parts.push(random.pick(REASONS));
  if (random.chance(0.25)) parts.push(`(see ${random.below(12) + 1}.${random.below(9) + 1})`);
  const words = parts.join(' ');
  return `${words[0].toUpperCase()}${words.slice(1)}.`;
}

// Several sentences.
function policyParagraph(random: Random, sentences: number): string {
  return Array.from({ length: sentences }, () => policySentence(random)).join(' ');
}

/** A policy of so many blocks, about ten to the printed page: headings, clauses, lists, quotes, tables, links and formatting. */
export function longPolicy(blocks: number, seed = 1): DocumentText {
  const random = seededRandom(seed);
  const list: Block[] = [];
  for (let index = 0; index < blocks; index++) list.push(policyBlock(random, index));
  return { schema: 1, blocks: list };
}

function policyBlock(random: Random, index: number): Block {
  const id = `block-${index}`;
  if (index % 40 === 0) return heading(id, 1, random);
  if (index % 8 === 0) return heading(id, 2, random);
  if (index % 61 === 0) return table(id, random);
  const dice = random.next();
  if (dice < 0.5) return words(id, 'clause', 0, policyParagraph(random, 2 + random.below(4)), random);
  if (dice < 0.65) return words(id, 'clause', 1, policyParagraph(random, 1 + random.below(2)), random);
  if (dice < 0.7) return words(id, 'clause', 2, policySentence(random), random);
  if (dice < 0.85) return words(id, 'bullet', random.below(2), policySentence(random), random);
  if (dice < 0.88) return words(id, 'quote', 0, policyParagraph(random, 2), random);
  return words(id, 'paragraph', 0, policyParagraph(random, 3 + random.below(4)), random);
}

function heading(id: string, level: number, random: Random): TextBlock {
  return { id, kind: 'heading', level, content: [{ text: `${random.pick(THINGS)} and ${random.pick(THINGS)}` }] };
}

function words(id: string, kind: TextBlock['kind'], level: number, text: string, random: Random): TextBlock {
  if (random.chance(0.7)) return { id, kind, level, content: [{ text }] };
  const cut = 5 + random.below(text.length - 10);
  const dressed = random.chance(0.5)
    ? { text: text.slice(cut), strong: true as const }
    : { text: text.slice(cut), link: 'https://example.org/evidence' };
  return { id, kind, level, content: [{ text: text.slice(0, cut) }, dressed] };
}

function table(id: string, random: Random): Block {
  const cell = (name: string, text: string) => ({
    id: name,
    blocks: [{ id: `${name}p`, kind: 'paragraph' as const, level: 0, content: [{ text }] }],
  });
  const rows = Array.from({ length: 6 }, (_row, row) => ({
    id: `${id}r${row}`,
    cells: Array.from({ length: 4 }, (_cell, column) =>
      cell(`${id}r${row}c${column}`, row === 0 ? random.pick(SUBJECTS) : `${random.pick(THINGS)} ${random.pick(LIMITS)}`),
    ),
  }));
  return { id, kind: 'table', headerRow: true, headerColumn: true, rows };
}
