import type { House } from '../../server/house.ts';
import { openConsultation } from '../../server/consultation/open-consultation.ts';
import { databaseNow } from '../../server/platform/database/values.ts';
import type { Announcements } from '../../server/platform/live/announcements.ts';
import type { Opening } from '../../shared/consultation/opening.ts';
import { lengthWarnings } from '../../shared/consultation/length-warnings.ts';
import { Question } from '../../shared/consultation/question.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { aDocument, aGroup, aMember, aText, aVersion } from './builders.ts';

type Served = Pick<House, 'store' | 'baseUrl'>;

const silent: Announcements = {
  announce: async () => Promise.resolve(),
  dropPerson: () => undefined,
  close: async () => Promise.resolve(),
};

/** When the consultations of these tests open and close unless told otherwise: 43 days without a bank holiday. */
export const OPENS = '2026-11-02T09:00:00.000Z';
export const CLOSES = '2026-12-14T23:59:00.000Z';

/** A question with everything it may leave out. */
export function aQuestion(wanted: Partial<Question> = {}): Question {
  return Question.parse({
    id: makeId(),
    type: 'text',
    heading: 'Equality',
    words: 'Who might be left out?',
    ...wanted,
  });
}

/** A consultation with its group, chair, documents and frozen versions. */
export type OpenedConsultation = Awaited<ReturnType<typeof aConsultation>>;

/** Opens a consultation on a frozen version of each text, for a new group, as its chair does; warnings are looked at. */
export async function aConsultation(house: Served, { texts, ...wanted }: Partial<Opening> & { texts?: DocumentText[] } = {}) {
  const group = await aGroup(house);
  const chair = await aMember(house, group, 'chair');
  const documents = [];
  const versions = [];
  for (const text of texts ?? [
    aText('The centre must offer a biopsy within 10 working days.', 'Every person has a key worker.'),
  ]) {
    const document = await aDocument(house, { group, person: chair, text });
    documents.push(document);
    versions.push(await aVersion(house, { document, person: chair }));
  }
  const opening = await anOpening(house, { versionIds: versions.map(({ id }) => id), ...wanted });
  const { id, reference } = await openConsultation({ store: house.store, announcements: silent }, opening, chair.id);
  return { id, reference, group, chair, documents, versions, opening };
}

/** What a chair would send to open a consultation, with every warning looked at. */
export async function anOpening(house: Served, wanted: Partial<Opening> & Pick<Opening, 'versionIds'>): Promise<Opening> {
  const opening: Opening = {
    id: makeId(),
    title: 'Sarcoma: service specification',
    summary: 'We want to know if this draft is clear.',
    whatChanged: 'Two older documents become one.',
    opensAt: null,
    closesAt: CLOSES,
    lengthReason: 'Six weeks, because it changes how every hospital refers people.',
    lookedAt: [],
    questions: [],
    askTobacco: false,
    ...wanted,
  };
  const times = { opensAt: opening.opensAt ?? (await databaseNow(house.store.read)), closesAt: opening.closesAt };
  const lookedAt = lengthWarnings(times, []).map(({ code }) => ({ code, reason: 'Looked at in a test' }));
  return { ...opening, lookedAt: wanted.lookedAt ?? lookedAt };
}

/** One answer of the server to a respondent's browser. */
export type Seen = { status: number; text: string; headers: Headers; goesTo: string | null };

/** A browser of somebody who responds, without scripts: it keeps the one cookie and sends forms. */
export class Respondent {
  readonly base: string;
  cookie: string | undefined;
  private readonly house: Served;

  constructor(house: Served, reference: string) {
    this.house = house;
    this.base = `/respond/${reference}`;
  }

  /** Opens a page; `path` is below the respond address unless it begins with a slash. */
  async open(path: string, headers: Record<string, string> = {}): Promise<Seen> {
    return this.send('GET', path, undefined, headers);
  }

  /** Sends a form. */
  async post(path: string, fields: Record<string, string | string[]> = {}, headers: Record<string, string> = {}): Promise<Seen> {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(fields))
      for (const one of Array.isArray(value) ? value : [value]) form.append(name, one);
    return this.send('POST', path, form, headers);
  }

  private async send(
    method: 'GET' | 'POST',
    path: string,
    form: URLSearchParams | undefined,
    headers: Record<string, string>,
  ): Promise<Seen> {
    const address = path.startsWith('/') ? path : path === '' ? this.base : `${this.base}/${path}`;
    const response = await fetch(this.house.baseUrl + address, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(form ? { origin: this.house.baseUrl, 'sec-fetch-site': 'same-origin' } : {}),
        ...headers,
      },
      ...(form ? { body: form } : {}),
    });
    this.keepCookie(response.headers.getSetCookie());
    return {
      status: response.status,
      text: await response.text(),
      headers: response.headers,
      goesTo: response.headers.get('location'),
    };
  }

  private keepCookie(cookies: string[]): void {
    for (const cookie of cookies) {
      const [pair = ''] = cookie.split(';');
      this.cookie = cookie.includes('Max-Age=0') ? undefined : pair;
    }
  }

  /** Comments on a block of the first document. */
  async comment(blockId: string, fields: Record<string, string> = {}): Promise<Seen> {
    return this.post(`1/comment/${blockId}`, { comment: 'Please count all days.', kind: 'technical', wording: '', ...fields });
  }

  /** Says what is needed about oneself. */
  async sayAbout(fields: Record<string, string> = {}): Promise<Seen> {
    return this.post('about-you', {
      capacity: 'individual',
      category: 'individual-participant',
      interest: 'no',
      publish: 'without-name',
      ...fields,
    });
  }

  /** The hidden fields of the form that sends, as the check page draws them. */
  async drawCheck(): Promise<{ send: string; token: string }> {
    const { text } = await this.open('check');
    return { send: hiddenField(text, 'send'), token: hiddenField(text, 'token') };
  }

  /** Reads back and sends. */
  async sendResponse(fields: Record<string, string> = {}): Promise<Seen> {
    return this.post('send', { ...(await this.drawCheck()), website: '', ...fields });
  }
}

/** The value of a hidden field in a page. */
export function hiddenField(page: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1];
  if (value === undefined) throw new Error(`the page has no field ${name}`);
  return value;
}

/** The words of an error summary in a page, or an empty list. */
export function problemsIn(page: string): string[] {
  const summary = /<ul class="nhsuk-list nhsuk-error-summary__list">(.*?)<\/ul>/s.exec(page)?.[1] ?? '';
  return [...summary.matchAll(/<a[^>]*>(.*?)<\/a>/gs)].map((match) => plain(match[1] ?? ''));
}

/** The words of a page as a person reads them. */
export function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
