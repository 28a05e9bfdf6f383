import { z } from 'zod';
import { MAX_LINE_CHARS } from '../kernel/limits.ts';
import type { FieldError } from '../kernel/page-frame.ts';

/** Something a person can choose, with the hint that stands under it. */
export type Choice<V extends string = string> = { value: V; name: string; hint?: string };

/** For whom somebody responds. */
export const CAPACITIES = ['individual', 'organisation'] as const;

/** The capacities in a respondent's words. */
export const CAPACITY_CHOICES: readonly Choice<(typeof CAPACITIES)[number]>[] = [
  { value: 'individual', name: 'For myself' },
  { value: 'organisation', name: 'For an organisation' },
];

/** The five categories of people who take part (CON-26). */
export const CATEGORIES = [
  'individual-participant',
  'patient-or-carer-organisation',
  'health-sector-participant',
  'supplier',
  'other-organisation',
] as const;

/** The categories in a respondent's words. */
export const CATEGORY_CHOICES: readonly Choice<(typeof CATEGORIES)[number]>[] = [
  {
    value: 'individual-participant',
    name: 'Individual participant',
    hint: 'A patient, carer, member of the public, or anyone responding for themselves',
  },
  {
    value: 'patient-or-carer-organisation',
    name: 'Patient or carer organisation',
    hint: 'A charity or group of patients, carers or families',
  },
  {
    value: 'health-sector-participant',
    name: 'Health sector participant',
    hint: 'Someone who works in health or social care, or a body that provides or pays for care',
  },
  { value: 'supplier', name: 'Supplier', hint: 'Someone who sells medicines, devices or services' },
  {
    value: 'other-organisation',
    name: 'Other organisation',
    hint: 'For example a university, a council or a professional body',
  },
];

/** The senate areas of England, the other nations, and anywhere else. */
export const AREAS = [
  'Cheshire and Mersey',
  'East Midlands',
  'East of England',
  'Greater Manchester',
  'London',
  'North East',
  'South East Coast',
  'South West',
  'Thames Valley',
  'Wessex',
  'West Midlands',
  'Yorkshire and the Humber',
  'Northern Ireland',
  'Scotland',
  'Wales',
  'Elsewhere',
] as const;

/** May a response be published, and how. */
export const PUBLISHING = ['with-name', 'without-name', 'not-at-all'] as const;

/** The ways to be published in a respondent's words. */
export const PUBLISHING_CHOICES: readonly Choice<(typeof PUBLISHING)[number]>[] = [
  { value: 'with-name', name: 'Yes, with my name' },
  { value: 'without-name', name: 'Yes, without my name', hint: 'We show your category only' },
  { value: 'not-at-all', name: 'No', hint: 'We still read it, count it and answer each point' },
];

const words = z.string().default('');

/** What somebody said about themselves so far; every part may still be missing. */
export const AboutYou = z.object({
  capacity: z.enum(CAPACITIES).optional().catch(undefined),
  category: z.enum(CATEGORIES).optional().catch(undefined),
  organisation: words,
  area: z.enum(AREAS).optional().catch(undefined),
  interest: z.enum(['yes', 'no']).optional().catch(undefined),
  interestWords: words,
  tobacco: z.enum(['yes', 'no']).optional().catch(undefined),
  publish: z.enum(PUBLISHING).optional().catch(undefined),
  name: words,
  email: words,
});

export type AboutYou = z.infer<typeof AboutYou>;

/** What somebody is before they said anything about themselves. */
export const NOTHING_SAID: AboutYou = AboutYou.parse({});

/** Characters of the words about an interest: half a page. */
const MAX_INTEREST_CHARS = 2_000;

/** What is missing or wrong, in page order, with the sentences a person reads (CON-26). */
export function aboutFaults(about: AboutYou, { askTobacco }: { askTobacco: boolean }): FieldError[] {
  const faults: (FieldError | undefined)[] = [
    when(!about.capacity, 'capacity', 'Choose whether you are responding for yourself or for an organisation'),
    when(!about.category, 'category', 'Choose which best describes you'),
    organisationFault(about),
    when(!about.interest, 'interest', 'Say whether you have an interest to declare'),
    interestFault(about),
    when(askTobacco && !about.tobacco, 'tobacco', 'Say whether there are links with the tobacco industry'),
    when(!about.publish, 'publish', 'Choose whether we may publish your response'),
    nameFault(about),
    when(!isAddress(about.email), 'email', 'Enter an e-mail address in the right form, like name@example.org'),
  ];
  return faults.filter((fault): fault is FieldError => fault !== undefined);
}

function organisationFault({ capacity, organisation }: AboutYou): FieldError | undefined {
  const missing = capacity === 'organisation' && organisation.trim() === '';
  return when(missing, 'organisation', 'Enter the name of the organisation') ?? tooLong(organisation, 'organisation');
}

function interestFault({ interest, interestWords }: AboutYou): FieldError | undefined {
  const missing = interest === 'yes' && interestWords.trim() === '';
  return (
    when(missing, 'interestWords', 'Say what the interest is') ?? tooLong(interestWords, 'interestWords', MAX_INTEREST_CHARS)
  );
}

function nameFault({ publish, capacity, name }: AboutYou): FieldError | undefined {
  const missing = publish === 'with-name' && capacity === 'individual' && name.trim() === '';
  return when(missing, 'name', 'Enter your name, or choose to publish without it') ?? tooLong(name, 'name');
}

function tooLong(text: string, field: string, limit = MAX_LINE_CHARS): FieldError | undefined {
  const over = text.length - limit;
  return when(over > 0, field, `This is ${over} characters too long. Shorten it.`);
}

function when(wrong: boolean, field: string, sentence: string): FieldError | undefined {
  return wrong ? { field, sentence } : undefined;
}

// One @, no spaces, a point in the part behind it: what the mail server then says is better than any longer pattern.
function isAddress(email: string): boolean {
  const text = email.trim();
  return text === '' || (text.length <= MAX_LINE_CHARS && /^[^\s@<>"(),:;\\]+@[^\s@<>"(),:;\\]+\.[^\s@.<>"(),:;\\]+$/.test(text));
}
