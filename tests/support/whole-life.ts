import { Fragment } from '@tiptap/pm/model';
import type { House } from '../../server/house.ts';
import { SESSION_COOKIE } from '../../server/identity/access.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import type { SeatRole } from '../../shared/identity/rules.ts';
import type { PointView } from '../../shared/resolution/api.ts';
import { ask, signIn } from './builders.ts';
import { aDecision } from './desk.ts';
import { connectDraft, synced, until } from './draft-clients.ts';
import { FlatWriter } from './flat-writer.ts';
import { aPng } from './picture-bytes.ts';
import { sendPicture } from './pictures.ts';
import { tokenInMail, waitingMails } from './read-mail.ts';
import { anOpening, Respondent } from './respondents.ts';
import { stopClock } from './stopped-clock.ts';

/** When each part of the life happens; the clock of the database stands still in between. */
export const TIMES = {
  joined: '2026-10-26T09:00:00.000Z',
  frozen: '2026-10-30T15:00:00.000Z',
  opens: '2026-11-02T09:00:00.000Z',
  responds: '2026-11-23T15:12:00.000Z',
  sends: '2026-11-23T15:12:30.000Z', // read back like a person, not like a machine (CON-41)
  decides: '2026-12-15T09:00:00.000Z',
  revised: '2027-02-12T10:00:00.000Z',
  asked: '2027-02-12T10:05:00.000Z',
  signs: '2027-02-16T10:00:00.000Z',
  boards: '2027-03-09T10:00:00.000Z',
  published: '2027-03-23T11:00:00.000Z',
} as const;

/** The password of everyone in the life. */
export const PASSWORD = 'a long and made-up password';
const ROLES: { role: SeatRole; name: string; area?: string }[] = [
  { role: 'chair', name: 'Tom Example' },
  { role: 'senate-member', name: 'Asha Example', area: 'London' },
  { role: 'ppe-member', name: 'Dilys Example' },
  { role: 'accountable-commissioner', name: 'Ruth Example' },
  { role: 'secretariat', name: 'Miriam Example' },
];
const SIGNING: readonly SeatRole[] = ['chair', 'senate-member', 'ppe-member', 'accountable-commissioner'];

/** What the clauses say that the group writes, and how the first reads once its first point has been accepted. */
export const CLAUSES = ['The centre must offer a biopsy within 10 working days.', 'Every person has a key worker.'] as const;
export const BETTER_WORDS = 'The centre must offer a biopsy within 14 calendar days.';

/** What the picture shows that stands below them. */
export const PICTURE_WORDS = 'The way of a person from the first scan to the key worker';

/** One person's response: on which clauses, and what they say about themselves. */
export type LifeResponse = {
  comments: { clause?: number; comment: string; wording?: string }[];
  about?: Record<string, string>;
};

/** Four who respond: with a name, without, for an organisation, and one who lets nothing be published. */
export const RESPONSES: readonly LifeResponse[] = [
  {
    comments: [{ clause: 1, comment: 'Count all days, Christmas is long.', wording: BETTER_WORDS }],
    about: { publish: 'with-name', name: 'P. Respondent' },
  },
  { comments: [{ clause: 2, comment: 'Give the telephone number as well.' }], about: { name: 'UNNAMED-PERSON' } },
  {
    comments: [
      { clause: 2, comment: '=HYPERLINK("http://example.org")' },
      { clause: 1, comment: 'Our centre <b>can</b> do this.' },
    ],
    about: {
      capacity: 'organisation',
      category: 'patient-or-carer-organisation',
      organisation: 'Example Sarcoma Alliance',
      publish: 'with-name',
    },
  },
  {
    comments: [{ clause: 1, comment: 'WITHHELD-COMMENT about my sister.', wording: 'WITHHELD-WORDING for this clause.' }],
    about: { publish: 'not-at-all', name: 'WITHHELD-NAME', email: 'withheld-address@example.org' },
  },
];

type Served = Pick<House, 'store' | 'baseUrl' | 'mail' | 'firstCode'>;
type Answer = Awaited<ReturnType<typeof ask>>;
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A document's whole life, lived over the doors that browsers use: pages, forms, the API and the draft socket. */
export class WholeLife {
  readonly people = new Map<string, { id: string; email: string; cookie: string }>();
  readonly title: string;
  groupId = '';
  documentId = '';
  blocks: string[] = [];
  versions: { id: string; hash: string }[] = [];
  consultation = { id: '', reference: '' };
  signOffId = '';

  constructor(
    readonly house: Served,
    title = 'Sarcoma: service specification',
  ) {
    this.title = title;
  }

  /** The first administrator comes in with the server's code, opens a group, and everyone joins by an invitation. */
  async found(): Promise<void> {
    await stopClock(this.house.store, TIMES.joined);
    await this.house.mail.close(); // mails stay where a test can read them
    const email = 'administrator@example.org';
    const first = { code: this.house.firstCode, name: 'Ada Example', email, password: PASSWORD };
    this.keep('administrator', email, await this.as(undefined, 'POST', '/api/first-administrator', first));
    const { programmes } = (await this.as('administrator', 'GET', '/api/groups')) as { programmes: { id: string }[] };
    const group = { programmeId: programmes[0]?.id, name: 'Sarcoma story', code: 'STORY', kind: 'crg' };
    this.groupId = String((await this.as('administrator', 'POST', '/api/groups', group))['groupId']);
    for (const person of ROLES) await this.join(person);
  }

  private async join({ role, name, area }: (typeof ROLES)[number]): Promise<void> {
    const email = `${role}@example.org`;
    await this.as('administrator', 'POST', '/api/people', { name, email });
    const [mail] = (await waitingMails(this.house.store, email)).slice(-1);
    const token = tokenInMail(mail?.body ?? '');
    const accepted = { token, email, name, password: PASSWORD };
    this.keep(role, email, await this.as(undefined, 'POST', '/api/invitations/acceptance', accepted));
    const seat = { email, role, area: area ?? null, speaksFor: null, fromDay: null, untilDay: null, reason: 'Chosen' };
    await this.as('administrator', 'POST', `/api/groups/${this.groupId}/seats`, seat);
  }

  /** The chair makes the document from its template; a member writes two clauses in the live draft; the chair freezes version 1. */
  async write(): Promise<void> {
    const made = { productId: 'service-specification', title: this.title };
    this.documentId = String((await this.as('chair', 'POST', `/api/groups/${this.groupId}/documents`, made))['id']);
    await this.type(CLAUSES);
    await this.freeze(TIMES.frozen, 'For consultation');
  }

  private async type(sentences: readonly string[], role: SeatRole = 'senate-member'): Promise<void> {
    const client = await synced(connectDraft(this.house, this.documentId, { cookie: this.cookie(role) }));
    const writer = new FlatWriter(client.doc);
    const { schema, doc, tr } = writer.state;
    this.blocks = sentences.map(() => makeId());
    const clauses = sentences.map((words, index) =>
      schema.node('block', { id: this.blocks[index], kind: 'clause', level: 0 }, [schema.text(words)]),
    );
    const picture = schema.node('picture', { id: makeId(), picture: { ...(await this.sendPicture(role)), alt: PICTURE_WORDS } });
    writer.change(tr.insert(doc.content.size, Fragment.fromArray([...clauses, picture])));
    writer.binding.disconnect();
    await until(() => client.sent() > 0 && client.saved() === client.sent(), 'the clauses saved');
    client.stop();
  }

  private async sendPicture(role: SeatRole): Promise<Record<string, unknown>> {
    const sent = await sendPicture(this.house, this.documentId, { cookie: this.cookie(role), bytes: aPng(320, 200) });
    if (sent.status !== 200) throw new Error(`the picture was not taken: ${sent.status}`);
    return sent.body;
  }

  /** Freezes the draft as the next version, as the chair. */
  async freeze(at: string, label: string): Promise<void> {
    await this.goTo(at);
    const path = `/api/documents/${this.documentId}/versions`;
    const { id, hash } = await this.as('chair', 'POST', path, { label, reason: 'The group has read it' });
    this.versions.push({ id: String(id), hash: String(hash) });
  }

  /** The chair opens a public consultation on version 1. */
  async consult(): Promise<void> {
    await this.goTo(TIMES.opens);
    const opening = await anOpening(this.house, { versionIds: [this.versions[0]?.id ?? ''], title: this.title });
    const { id, reference } = await this.as('chair', 'POST', '/api/consultations', opening);
    this.consultation = { id: String(id), reference: String(reference) };
  }

  /** People respond on the public pages without scripts. */
  async respond(responses: readonly LifeResponse[] = RESPONSES): Promise<void> {
    for (const { comments, about = {} } of responses) {
      await stopClock(this.house.store, TIMES.responds);
      const respondent = new Respondent(this.house, this.consultation.reference);
      for (const { clause = 1, comment, wording = '' } of comments)
        await respondent.comment(this.blocks[clause - 1] ?? '', { comment, wording });
      await respondent.sayAbout(about);
      const drawn = await respondent.drawCheck();
      await stopClock(this.house.store, TIMES.sends);
      const { status } = await respondent.post('send', { ...drawn, website: '' });
      if (status !== 303) throw new Error(`a response was not taken: ${status}`);
    }
  }

  /** After closing the chair takes the first proposed wording into the draft and answers every other point. */
  async decide(): Promise<void> {
    await this.goTo(TIMES.decides);
    for (const [index, point] of (await this.points()).entries()) {
      const accepted = point.wording === BETTER_WORDS;
      if (accepted) await this.apply(point, BETTER_WORDS);
      const decision = accepted
        ? aDecision()
        : aDecision({ outcome: 'not-accepted', reasonCode: 'no-evidence', reply: `We thank you for point ${index + 1}.` });
      await this.as('chair', 'PUT', `/api/points/${point.id}/disposition`, { basedOn: 0, decision });
    }
  }

  /** The points of the desk as the chair opens them, one after another. */
  async points(): Promise<PointView[]> {
    const { points } = await this.as('chair', 'GET', `/api/consultations/${this.consultation.id}/desk`);
    const views: PointView[] = [];
    for (const { id } of points as { id: string }[])
      views.push((await this.as('chair', 'GET', `/api/points/${id}`)) as unknown as PointView); // the contract's output, parsed at the door
    return views;
  }

  private async apply({ id, now }: PointView, words: string): Promise<void> {
    const body = { id: makeId(), words, blockId: now?.blockId, replaces: now?.blockNow };
    await this.as('chair', 'POST', `/api/points/${id}/wording`, body);
  }

  /** Version 2 is frozen and its sign-off asked. */
  async askSignOff(): Promise<void> {
    await this.freeze(TIMES.revised, 'For sign-off');
    await this.goTo(TIMES.asked);
    await this.ask(['2027-02-26', '2027-03-12', '2027-03-26']);
  }

  private async ask([groupBy, ...boardsBy]: string[]): Promise<void> {
    this.signOffId = makeId();
    const asking = { id: this.signOffId, versionId: this.newest.id, groupBy, boardsBy, quorum: 3 };
    await this.as('secretariat', 'POST', `/api/documents/${this.documentId}/sign-off`, asking);
  }

  /** After a release the group adds a clause, says why, freezes the next version, and everyone agrees to it. */
  async reviseAndSign(sentence: string, at: { revised: string; signs: string; days: string[] }): Promise<void> {
    await this.goTo(at.revised);
    await this.signIn('chair');
    await this.type([sentence], 'chair'); // the first version has guarded the document: members suggest
    await this.freeze(at.revised, 'After a release');
    const { changes } = await this.as('chair', 'GET', `/api/documents/${this.documentId}/left`);
    for (const { blockId, points, reason } of changes as { blockId: string; points: string[]; reason: string }[])
      if (points.length === 0 && reason === '') await this.explain(blockId);
    await this.ask(at.days);
    await this.sign(at.signs, at.signs);
  }

  private async explain(blockId: string): Promise<void> {
    const path = `/api/documents/${this.documentId}/change-reasons`;
    await this.as('chair', 'POST', path, { blockId, reason: 'Asked for by the centres' });
  }

  /** Everyone asked agrees, one with reservations; then both boards answer. */
  async sign(signs: string = TIMES.signs, boards: string = TIMES.boards): Promise<void> {
    await this.goTo(signs);
    for (const role of SIGNING)
      await this.position(
        role,
        role === 'ppe-member'
          ? { position: 'agree-with-reservations', words: 'Look at travel next year.' }
          : { position: 'agree' },
      );
    await this.goTo(boards);
    const board = { meetingOn: '2027-03-08', tookPart: 'The chair of the board and six members' };
    await this.position('secretariat', { position: 'recommend', ...board });
    await this.position('accountable-commissioner', { position: 'approve', ...board });
  }

  /** Gives a position on the newest version as somebody who has just signed in. */
  async position(role: string, given: Record<string, unknown>): Promise<void> {
    const body = { id: makeId(), hashRead: this.newest.hash, words: '', readIt: true, meetingOn: null, tookPart: null, ...given };
    await this.as(role, 'POST', `/api/sign-offs/${this.signOffId}/positions`, body);
  }

  /** Asks to publish the newest version as somebody; answers what the server said. */
  async publish(wanted: { id?: string; role?: string; versionId?: string; release?: object } = {}): Promise<Answer> {
    const { id = makeId(), role = 'secretariat', versionId = this.newest.id } = wanted;
    const body = { id, versionId, release: { ...RELEASE, ...wanted.release } };
    return this.try(role, 'POST', `/api/documents/${this.documentId}/releases`, body);
  }

  /** Everything up to a sign-off that has passed. */
  async untilPassed(responses: readonly LifeResponse[] = RESPONSES): Promise<this> {
    await this.found();
    await this.write();
    await this.consult();
    await this.respond(responses);
    await this.decide();
    await this.askSignOff();
    await this.sign();
    return this;
  }

  /** Everything up to the first release. */
  async untilPublished(): Promise<this> {
    await this.untilPassed();
    await this.goTo(TIMES.published);
    const { status, body } = await this.publish();
    if (status !== 200) throw new Error(`nothing was published: ${JSON.stringify(body)}`);
    return this;
  }

  /** The newest frozen version. */
  get newest(): { id: string; hash: string } {
    return this.versions.at(-1) ?? { id: '', hash: '' };
  }

  /** Stops the clock at an instant; everyone signs in again there, because a sign-in is recent for ten minutes only. */
  async goTo(at: string): Promise<void> {
    await stopClock(this.house.store, at);
    for (const person of this.people.values()) person.cookie = '';
  }

  /** The session cookie of somebody, who must have signed in at this hour. */
  cookie(role: string): string {
    return this.people.get(role)?.cookie ?? '';
  }

  /** A session of somebody at this hour. The sign-in library takes the process's clock, which cannot be stopped, so it is opened here. */
  async signIn(role: string): Promise<string> {
    const person = this.people.get(role);
    if (!person) throw new Error(`nobody has the role ${role}`);
    if (person.cookie === '') person.cookie = await signIn(this.house, person);
    return person.cookie;
  }

  /** Calls the API as somebody; answers what the server said. */
  async try(role: string | undefined, method: Method, path: string, body?: unknown): Promise<Answer> {
    return ask(this.house, method, path, { ...(role && { cookie: await this.signIn(role) }), body });
  }

  /** Calls the API as somebody and throws what is refused. */
  async as(role: string | undefined, method: Method, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await this.try(role, method, path, body);
    if (answer.status !== 200) throw new Error(`${method} ${path} as ${role}: ${answer.status} ${JSON.stringify(answer.body)}`);
    const cookie = cookieOf(answer);
    return cookie ? { ...answer.body, cookie } : answer.body;
  }

  private keep(role: string, email: string, answer: Record<string, unknown>): void {
    const { id } = answer['person'] as { id: string }; // the contract's output, parsed at the door
    this.people.set(role, { id, email, cookie: String(answer['cookie'] ?? '') });
  }
}

/** What is written about the release. */
export const RELEASE = {
  summary: 'A biopsy is offered within 14 days, and all days count.\n\nEveryone has a key worker.',
  whatChanged: 'The limit counts calendar days, because working days make the wait longer at holidays.',
  effectiveOn: '2027-04-01',
  contractYear: '2027/28',
  reviewOn: '2027-10-01',
};

function cookieOf({ headers }: Answer): string {
  const cookie = headers.getSetCookie().find((one) => one.startsWith(SESSION_COOKIE));
  return cookie?.split(';')[0] ?? '';
}
