/** Clauses under a heading of the template, by the section's key: `- ` a clause, `a ` a lettered one, `| ` a table row (the first is its header). */
export type ExampleText = Record<string, readonly string[]>;

/** Fictional: soft tissue sarcoma in adults and young people. */
export const SOFT_TISSUE: ExampleText = {
  '1.1': [
    '- The service diagnoses and treats people of any age who have, or may have, a soft tissue sarcoma.',
    '- It is arranged nationally because few hospitals see enough people with this cancer to treat it well.',
  ],
  '1.2': [
    '- A specialist centre brings together surgery, radiotherapy, medicines, pathology, imaging, nursing and rehabilitation for soft tissue sarcoma.',
    '- Each centre serves a population of at least two million people.',
    '- A person may be treated nearer home when the specialist team has agreed the plan and remains responsible for it.',
  ],
  '1.3': ['- Local hospitals refer, do first scans, and share aftercare. They do not take biopsies of a suspected sarcoma.'],
  '2.1': [
    '- A person with a lump that is larger than 5 centimetres, growing, deep or painful has an urgent ultrasound scan within 14 days.',
    '- If the scan raises suspicion, the person is referred to a diagnostic clinic of the specialist centre within 2 working days.',
    '- The diagnostic clinic offers a first appointment within 14 days of receiving the referral.',
    '- A biopsy of a suspected sarcoma is planned with the surgeon who would operate, so that its track can be removed.',
    '- The multidisciplinary team reviews each new diagnosis within 7 days and names:',
    'a the person’s key worker and how to reach them;',
    'a the plan for rehabilitation, made before surgery;',
    'a for people aged 13 to 24, the link with the teenage and young adult team.',
    '- Treatment begins within 31 days of the decision to treat.',
    '- Every person has a written plan for aftercare that says who to call about a new lump, day or night.',
  ],
  '2.2': [
    '- The centre has these services on the same site or under a written agreement:',
    '| Service | On the same site | How soon',
    '| Plastic and reconstructive surgery | Yes | At the operation',
    '| Vascular surgery | Yes | Within 1 hour',
    '| Radiotherapy | No | Within 14 days of referral',
    '| Limb fitting and prosthetics | No | First visit within 6 weeks',
    '- The centre takes part in the network for cancer in children, teenagers and young adults.',
  ],
  '3.1': [
    '- The service is for everyone registered with a general practice in England, and for anyone else entitled to care in England.',
    '- People in prison, and people without a fixed address, have the same access and the same waiting times.',
  ],
  '3.2': [
    '- About 1 in every 100 new cancers in adults is a soft tissue sarcoma, so most family doctors see one or two in a working life.',
    '- Delay is common: many people visit their doctor three times or more before they are referred.',
  ],
  '3.3': [
    '- The number of people diagnosed is expected to grow by about 1 in 8 over ten years, mostly because people live longer.',
  ],
  '3.4': [
    '- The evidence was reviewed in the year before this draft. Where trials are lacking, the text says that it rests on the agreement of experts and patients.',
  ],
  '4.1': [
    '- The aim of the service is that more people live longer, and live well, after a soft tissue sarcoma, and that nobody waits without knowing why.',
  ],
  '4.2': [
    '- The centre reports each quarter:',
    'a the share of people seen within 14 days of referral;',
    'a the share of operations after which no cancer is left at the edge;',
    'a the share of people who say they had a named key worker.',
  ],
  '5.1': [
    '- The centre meets the national waiting times for cancer.',
    '- The centre enters every new diagnosis in the national cancer registration within 25 working days.',
  ],
  '5.2': ['- The centre takes part in at least one national trial that is open to its patients, or says why it does not.'],
  '5.3': ['- Travel and overnight stays for people who live more than 60 minutes away are arranged and paid for by the centre.'],
  '6': ['- Centres are named by the commissioner in a list that is reviewed every three years.'],
  '7': ['- MDT means multidisciplinary team. TYA means teenage and young adult.'],
  '8': ['- A diagram of the pathway will be added after the consultation.'],
};

/** Fictional: primary bone sarcoma. */
export const BONE: ExampleText = {
  '1.1': ['- The service diagnoses and treats people of any age who have, or may have, a cancer that began in bone.'],
  '1.2': [
    '- A bone sarcoma centre does at least 100 operations for bone tumours a year.',
    '- The centre gives advice by telephone to any hospital, on every day of the year.',
  ],
  '1.3': ['- Local hospitals X-ray unexplained bone pain within 48 hours and send the pictures to the centre the same day.'],
  '2.1': [
    '- A child or young person with unexplained bone pain or swelling has an X-ray within 48 hours.',
    '- An X-ray that suggests a bone tumour is sent to the centre, which answers within 1 working day.',
    '- Imaging of the whole bone is complete before any biopsy.',
    '- The biopsy is done at the centre within 14 days of referral.',
    '- Before surgery the person meets somebody who has had the same operation, if they wish.',
    '- Rehabilitation starts before the operation and goes on for as long as it helps.',
  ],
  '2.2': [
    '- The centre works with the limb fitting service, which sees the person before an amputation.',
    '- Schools, colleges and employers are told what the person needs, if the person agrees.',
  ],
  '3.1': ['- The service is for people of all ages. About half of those with bone sarcoma are younger than 25.'],
  '3.2': [
    '- Around 1 person in every 130,000 is diagnosed each year.',
    '- Families often travel far; the cost keeps some from visiting.',
  ],
  '3.3': ['- No large change in numbers is expected.'],
  '3.4': ['- Most evidence comes from trials in several countries, because one country alone has too few people.'],
  '4.1': ['- The aim of the service is to save life first, then the limb, then the person’s way of living.'],
  '4.2': [
    '- The centre reports the share of people whose biopsy was done within 14 days.',
    '- The centre reports how many people walk without aid one year after surgery.',
  ],
  '5.1': ['- The centre meets the national waiting times for cancer.'],
  '5.2': ['- Every centre takes part in the national bone tumour panel.'],
  '5.3': ['- Family rooms are free of charge for the families of people under 25.'],
  '6': ['- There are five centres in England.'],
  '7': ['- MDT means multidisciplinary team.'],
  '8': ['- There are no appendices to this version.'],
};

/** Fictional: what the sarcoma service is, which the two specifications build on. */
export const SCOPE: ExampleText = {
  '1': [
    '- The service is the specialist diagnosis, treatment and aftercare of sarcoma of soft tissue and of bone.',
    '- It is for people of all ages.',
  ],
  '2': [
    '- Inside: diagnosis at a specialist centre, surgery, radiotherapy, medicines for sarcoma, and rehabilitation led by the centre.',
    '- Outside: first scans, care for harmless lumps, and hospice care.',
  ],
  '3.1': ['- About 4,500 people a year in England need this service.'],
  '3.2': ['- Treatment costs more than most cancers because operations are long and recovery takes months.'],
  '3.3': ['- About 20 bodies can provide the soft tissue part, and 5 the bone part.'],
  '3.4': ['- One person’s treatment could take up a large part of a small area’s budget for cancer.'],
  '4': ['- Activity is counted by the diagnosis codes for sarcoma together with the name of the centre.'],
  '5': ['- The service is proposed for national commissioning, because of small numbers and high cost.'],
  '6': ['- This scope touches the scopes for cancer in children and for cancer in teenagers and young adults.'],
  '7': ['- The wording in the Manual stays as it is.'],
};
