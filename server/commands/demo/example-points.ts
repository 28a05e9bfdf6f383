import type { PointKind } from '../../../shared/consultation/point-kinds.ts';

/** A made-up comment: words that find its clause, what is said, and how the whole clause should read instead. */
export type ExamplePoint = { on: string; kind: PointKind; comment: string; wording?: string };

/** Forty points on the soft tissue specification. */
export const OPEN_POINTS: readonly ExamplePoint[] = [
  {
    on: 'larger than 5 centimetres',
    kind: 'technical',
    comment: 'Ask for the scan within 7 days; 14 is too long for a lump that grows.',
    wording:
      'A person with a lump that is larger than 5 centimetres, growing, deep or painful has an urgent ultrasound scan within 7 days.',
  },
  {
    on: 'larger than 5 centimetres',
    kind: 'patient-experience',
    comment: 'I did not know that the size of a golf ball matters. Say it in words people use.',
    wording:
      'A person with a lump that is larger than a golf ball (5 centimetres), growing, deep or painful has an urgent ultrasound scan within 14 days.',
  },
  { on: 'larger than 5 centimetres', kind: 'evidence', comment: 'Please name the study that gives 5 centimetres as the limit.' },
  {
    on: 'within 2 working days',
    kind: 'technical',
    comment: 'Say who sends the referral: the person who reads the scan, or the family doctor?',
    wording:
      'If the scan raises suspicion, the person who reads it refers to a diagnostic clinic of the specialist centre within 2 working days, and tells the family doctor.',
  },
  {
    on: 'within 2 working days',
    kind: 'cost-or-implementation',
    comment: 'Our department has no clerk at weekends. Working days is right.',
  },
  {
    on: 'first appointment within 14 days',
    kind: 'patient-experience',
    comment: 'My letter came after the appointment. Ask for a telephone call as well.',
    wording:
      'The diagnostic clinic offers a first appointment within 14 days of receiving the referral, by telephone and in writing.',
  },
  { on: 'first appointment within 14 days', kind: 'general', comment: 'I agree with this time limit.' },
  {
    on: 'planned with the surgeon',
    kind: 'technical',
    comment: 'Needle biopsies by trained radiologists should be allowed when the surgeon has agreed the track.',
    wording:
      'A biopsy of a suspected sarcoma is planned with the surgeon who would operate, or by somebody that surgeon has named, so that its track can be removed.',
  },
  { on: 'planned with the surgeon', kind: 'editorial', comment: '“Track” will puzzle readers. Explain it.' },
  { on: 'planned with the surgeon', kind: 'technical', comment: 'Keep this as it is. Biopsies in the wrong place cost limbs.' },
  {
    on: 'reviews each new diagnosis within 7 days',
    kind: 'cost-or-implementation',
    comment: 'Our team meets every second week. Seven days would need another meeting.',
  },
  {
    on: 'reviews each new diagnosis within 7 days',
    kind: 'technical',
    comment: 'Seven days from what? From the pathology report, I suppose.',
    wording: 'The multidisciplinary team reviews each new diagnosis within 7 days of the pathology report and names:',
  },
  {
    on: 'key worker and how to reach them',
    kind: 'patient-experience',
    comment: 'A name is not enough. I had a name and an answering machine.',
    wording: 'the person’s key worker, how to reach them, and who answers when they are away;',
  },
  { on: 'plan for rehabilitation', kind: 'general', comment: 'Very good that this comes before surgery.' },
  {
    on: 'aged 13 to 24',
    kind: 'equality',
    comment: 'What about a 25-year-old at university? Let the person choose.',
    wording: 'for people aged 13 to 24, and older students who wish it, the link with the teenage and young adult team.',
  },
  {
    on: 'within 31 days of the decision',
    kind: 'technical',
    comment: 'Say that the person may ask for longer.',
    wording: 'Treatment begins within 31 days of the decision to treat, unless the person asks for more time.',
  },
  { on: 'written plan for aftercare', kind: 'patient-experience', comment: 'Day or night matters. Thank you for this line.' },
  {
    on: 'written plan for aftercare',
    kind: 'cost-or-implementation',
    comment: 'Who answers at night? Our nurses work until six.',
  },
  { on: 'at least two million people', kind: 'evidence', comment: 'Other countries use one million. Why two?' },
  { on: 'at least two million people', kind: 'technical', comment: 'Two million would close the centre in our region.' },
  { on: 'treated nearer home', kind: 'patient-experience', comment: 'Radiotherapy near home saved my job. Please keep this.' },
  {
    on: 'treated nearer home',
    kind: 'technical',
    comment: 'Say who checks that the plan is followed.',
    wording:
      'A person may be treated nearer home when the specialist team has agreed the plan, remains responsible for it, and reviews it every month.',
  },
  {
    on: 'They do not take biopsies',
    kind: 'technical',
    comment: 'This is the most important sentence of the document. Put it in bold.',
  },
  {
    on: 'They do not take biopsies',
    kind: 'general',
    comment:
      'Our hospital found a sarcoma by chance in a biopsy of a harmless-looking lump. The text should say what to do then.',
  },
  {
    on: 'brings together surgery',
    kind: 'editorial',
    comment: 'Add psychology to the list.',
    wording:
      'A specialist centre brings together surgery, radiotherapy, medicines, pathology, imaging, nursing, psychology and rehabilitation for soft tissue sarcoma.',
  },
  { on: 'few hospitals see enough', kind: 'general', comment: 'Clear and true.' },
  {
    on: 'People in prison',
    kind: 'equality',
    comment: 'Add people who live in a mental health unit.',
    wording:
      'People in prison or in a mental health unit, and people without a fixed address, have the same access and the same waiting times.',
  },
  { on: '1 in every 100 new cancers', kind: 'evidence', comment: 'The newest registry figure is a little lower. Please check.' },
  {
    on: 'three times or more',
    kind: 'patient-experience',
    comment: 'I went five times. Please say what a doctor should do the second time.',
  },
  { on: 'three times or more', kind: 'evidence', comment: 'Give the source of this sentence.' },
  {
    on: 'grow by about 1 in 8',
    kind: 'cost-or-implementation',
    comment: 'Plan staff for this growth now: training a sarcoma surgeon takes eight years.',
  },
  { on: 'trials are lacking', kind: 'general', comment: 'It is honest to say so.' },
  { on: 'nobody waits without knowing why', kind: 'patient-experience', comment: 'This is what I would have needed.' },
  {
    on: 'seen within 14 days',
    kind: 'technical',
    comment: 'Report the longest wait as well as the share.',
    wording: 'the share of people seen within 14 days of referral, and the longest wait;',
  },
  {
    on: 'no cancer is left at the edge',
    kind: 'technical',
    comment: 'Centres that operate on harder cases will look worse. Adjust for depth and size.',
  },
  { on: 'national cancer registration', kind: 'cost-or-implementation', comment: '25 working days is tight in August.' },
  { on: 'at least one national trial', kind: 'evidence', comment: 'Good. Publish the list of trials.' },
  {
    on: 'more than 60 minutes away',
    kind: 'equality',
    comment: 'Sixty minutes by car is three hours by bus. Say by public transport.',
    wording:
      'Travel and overnight stays for people who live more than 60 minutes away by public transport are arranged and paid for by the centre.',
  },
  {
    on: 'more than 60 minutes away',
    kind: 'cost-or-implementation',
    comment: 'Who pays: the centre or the commissioner? Our budget has no line for it.',
  },
  { on: 'reviewed every three years', kind: 'general', comment: 'Publish the list on one page that stays at the same address.' },
];

/** A decision the example's chair has taken on a point. */
export type ExampleDecision = {
  outcome: 'accepted' | 'not-accepted' | 'noted' | 'already-covered' | 'deferred';
  reasonCode: 'clearer' | 'safety' | 'practical' | 'no-evidence' | 'covered-elsewhere' | 'equality';
  reply: string;
};

/** Twenty-four points on the bone specification; the first twelve have a decision. */
export const CLOSED_POINTS: readonly (ExamplePoint & { decision?: ExampleDecision })[] = [
  {
    on: 'has an X-ray within 48 hours',
    kind: 'technical',
    comment: 'Say that adults need the same.',
    wording: 'A person of any age with unexplained bone pain or swelling has an X-ray within 48 hours.',
    decision: { outcome: 'accepted', reasonCode: 'equality', reply: 'We agree. Adults are diagnosed later than children.' },
  },
  {
    on: 'answers within 1 working day',
    kind: 'cost-or-implementation',
    comment: 'Holidays?',
    decision: {
      outcome: 'not-accepted',
      reasonCode: 'safety',
      reply: 'Working days already leave out holidays, and a longer wait would not be safe.',
    },
  },
  {
    on: 'whole bone is complete',
    kind: 'general',
    comment: 'Agree.',
    decision: { outcome: 'noted', reasonCode: 'clearer', reply: '' },
  },
  {
    on: 'biopsy is done at the centre within 14 days',
    kind: 'patient-experience',
    comment: 'Fourteen days of not knowing is long. Make it ten.',
    wording: 'The biopsy is done at the centre within 10 days of referral.',
    decision: {
      outcome: 'not-accepted',
      reasonCode: 'practical',
      reply: 'Three of the five centres could not do this safely today. We look at it again at the next review.',
    },
  },
  {
    on: 'somebody who has had the same operation',
    kind: 'patient-experience',
    comment: 'Wonderful. Offer it to parents too.',
    wording: 'Before surgery the person, and their family, can meet somebody who has had the same operation.',
    decision: { outcome: 'accepted', reasonCode: 'clearer', reply: 'Added.' },
  },
  {
    on: 'Rehabilitation starts before',
    kind: 'technical',
    comment: 'Name the professions.',
    decision: {
      outcome: 'already-covered',
      reasonCode: 'covered-elsewhere',
      reply: 'The professions are listed in the standards for limb centres, which this document follows.',
    },
  },
  {
    on: 'sees the person before an amputation',
    kind: 'technical',
    comment: 'Within what time?',
    wording: 'The centre works with the limb fitting service, which sees the person within 7 days before an amputation.',
    decision: { outcome: 'accepted', reasonCode: 'clearer', reply: 'A time limit makes this checkable.' },
  },
  {
    on: 'Schools, colleges and employers',
    kind: 'general',
    comment: 'Good.',
    decision: { outcome: 'noted', reasonCode: 'clearer', reply: '' },
  },
  {
    on: 'at least 100 operations',
    kind: 'evidence',
    comment: 'The limit of 100 has no source.',
    decision: {
      outcome: 'deferred',
      reasonCode: 'no-evidence',
      reply: 'A review of volumes is under way. We come back to the figure when it reports.',
    },
  },
  {
    on: 'on every day of the year',
    kind: 'cost-or-implementation',
    comment: 'This needs four more consultants.',
    decision: {
      outcome: 'not-accepted',
      reasonCode: 'safety',
      reply: 'Centres share the rota, so no centre needs to staff it alone.',
    },
  },
  {
    on: 'X-ray unexplained bone pain',
    kind: 'technical',
    comment: 'Add the way to send pictures.',
    decision: {
      outcome: 'already-covered',
      reasonCode: 'covered-elsewhere',
      reply: 'The national image exchange is named in the network agreement.',
    },
  },
  {
    on: 'free of charge for the families',
    kind: 'equality',
    comment: 'Why only under 25? My wife came every day.',
    wording: 'Family rooms are free of charge for one relative of every person.',
    decision: { outcome: 'accepted', reasonCode: 'equality', reply: 'We agree that age is not the right limit.' },
  },
  { on: 'younger than 25', kind: 'evidence', comment: 'Please give the years these figures are from.' },
  { on: '1 person in every 130,000', kind: 'editorial', comment: 'Say how many people that is in England.' },
  { on: 'Families often travel far', kind: 'patient-experience', comment: 'We drove 140 miles each way, every week.' },
  { on: 'No large change in numbers', kind: 'general', comment: 'Fine.' },
  { on: 'trials in several countries', kind: 'evidence', comment: 'Name the trials.' },
  {
    on: 'then the person’s way of living',
    kind: 'patient-experience',
    comment: 'For me it was the other way round. Ask the person.',
    wording: 'The aim of the service is to save life first, and then to protect what matters most to the person.',
  },
  { on: 'biopsy was done within 14 days', kind: 'technical', comment: 'Report the longest wait too.' },
  {
    on: 'walk without aid',
    kind: 'equality',
    comment: 'Some of us never walked. Use a measure that fits wheelchair users.',
    wording: 'The centre reports how many people can do what they did before one year after surgery, by their own account.',
  },
  { on: 'national waiting times', kind: 'general', comment: 'Which ones? Add a link.' },
  { on: 'bone tumour panel', kind: 'technical', comment: 'Say how often the panel meets.' },
  { on: 'five centres in England', kind: 'equality', comment: 'None is in the South West.' },
  { on: 'MDT means', kind: 'editorial', comment: 'The text never uses MDT now.' },
];

/** Eleven points on the scope, all decided before its release. */
export const RELEASED_POINTS: readonly (ExamplePoint & { decision: ExampleDecision })[] = [
  {
    on: 'It is for people of all ages',
    kind: 'general',
    comment: 'Good that children are in.',
    decision: { outcome: 'noted', reasonCode: 'clearer', reply: '' },
  },
  {
    on: 'hospice care',
    kind: 'patient-experience',
    comment: 'Who arranges hospice care then?',
    wording: 'Outside: first scans, care for harmless lumps, and hospice care, which local commissioners arrange.',
    decision: { outcome: 'accepted', reasonCode: 'clearer', reply: 'Added who arranges it.' },
  },
  {
    on: '4,500 people a year',
    kind: 'evidence',
    comment: 'Which year?',
    decision: {
      outcome: 'deferred',
      reasonCode: 'no-evidence',
      reply: 'The new registry figures come next year; we use them at the review.',
    },
  },
  {
    on: 'operations are long',
    kind: 'cost-or-implementation',
    comment: 'Stays are long as well.',
    decision: {
      outcome: 'already-covered',
      reasonCode: 'covered-elsewhere',
      reply: 'The sentence says that recovery takes months.',
    },
  },
  {
    on: 'About 20 bodies',
    kind: 'technical',
    comment: 'We count 17.',
    decision: {
      outcome: 'not-accepted',
      reasonCode: 'no-evidence',
      reply: 'The count includes three that work under a written agreement.',
    },
  },
  {
    on: 'small area’s budget',
    kind: 'general',
    comment: 'True.',
    decision: { outcome: 'noted', reasonCode: 'clearer', reply: '' },
  },
  {
    on: 'diagnosis codes',
    kind: 'technical',
    comment: 'Name the codes.',
    decision: {
      outcome: 'already-covered',
      reasonCode: 'covered-elsewhere',
      reply: 'They are in the information rules, which change every year.',
    },
  },
  {
    on: 'national commissioning',
    kind: 'general',
    comment: 'Agree.',
    decision: { outcome: 'noted', reasonCode: 'clearer', reply: '' },
  },
  {
    on: 'cancer in children',
    kind: 'technical',
    comment: 'Say which scope leads for a 15-year-old.',
    decision: {
      outcome: 'not-accepted',
      reasonCode: 'practical',
      reply: 'Both teams decide with the family; a fixed rule would harm some.',
    },
  },
  {
    on: 'wording in the Manual',
    kind: 'editorial',
    comment: 'Give the page.',
    decision: { outcome: 'not-accepted', reasonCode: 'practical', reply: 'Pages change with each edition.' },
  },
  {
    on: 'Inside: diagnosis',
    kind: 'editorial',
    comment: 'Add psychology.',
    wording:
      'Inside: diagnosis at a specialist centre, surgery, radiotherapy, medicines for sarcoma, psychology, and rehabilitation led by the centre.',
    decision: { outcome: 'accepted', reasonCode: 'clearer', reply: 'Added.' },
  },
];
