import { trace, type Attributes, type Span, type SpanStatus, type Tracer } from '@opentelemetry/api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { House } from '../../server/house.ts';
import type { Person } from '../../server/identity/person-store.ts';
import { traced } from '../../server/platform/tracing.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { aDocument, aGroup, aMember, ask, aText, signIn } from '../support/builders.ts';
import { connectDraft, synced, until } from '../support/draft-clients.ts';
import { startHouse } from '../support/start-house.ts';

type Noted = { name: string; attributes: Attributes; status?: SpanStatus; ended: boolean };

const spans: Noted[] = [];
let house: House;
let chair: Person;
let documentId: string;

/** What an operator's OpenTelemetry would be: it notes the spans it is given. */
function noting(name: string, attributes: Attributes): Span {
  const noted: Noted = { name, attributes, ended: false };
  spans.push(noted);
  const span = {
    setStatus: (status: SpanStatus) => ((noted.status = status), span),
    end: () => (noted.ended = true),
  };
  return span as unknown as Span; // the house uses no other part of it
}

beforeAll(async () => {
  house = await startHouse();
  const group = await aGroup(house);
  chair = await aMember(house, group, 'chair');
  documentId = (await aDocument(house, { group, person: chair, title: 'A secret title', text: aText('Secret words.') })).id;
});
beforeEach(() => {
  spans.length = 0;
});
afterAll(async () => {
  trace.disable();
  await house.close();
});

describe('tracing', () => {
  it('[PLT-23d] goes nowhere while no OpenTelemetry is loaded', async () => {
    expect(await traced('anything', {}, async () => Promise.resolve(7))).toBe(7);
    expect(spans).toEqual([]);
  });

  it('[PLT-23d] tells routes, openings and commits to an OpenTelemetry that is loaded, and neither people nor words', async () => {
    const startActiveSpan = (name: string, { attributes }: { attributes: Attributes }, act: (span: Span) => unknown): unknown =>
      act(noting(name, attributes));
    trace.setGlobalTracerProvider({ getTracer: () => ({ startActiveSpan }) as unknown as Tracer });
    const cookie = await signIn(house, chair);
    expect((await ask(house, 'GET', `/api/documents/${documentId}`, { cookie })).status).toBe(200);
    const client = await synced(connectDraft(house, documentId, { cookie }));
    client.type(' More secrets.');
    await until(() => client.saved() === client.sent(), 'the words to be saved');
    client.stop();
    const names = spans.map(({ name }) => name);
    for (const name of ['GET /api/documents/:documentId', 'open a draft', 'commit changes of drafts'])
      expect(names).toContain(name);
    expect(spans.every(({ ended }) => ended)).toBe(true);
    expect(JSON.stringify(spans)).not.toMatch(/secret/i);
    expect(JSON.stringify(spans)).not.toContain(chair.id);
  });

  it('[PLT-23d] marks what failed with the code of the problem, not its sentence', async () => {
    const refuse = async (): Promise<never> =>
      Promise.reject(new Problem('no-such-thing', 404, 'Nothing of Asha Example is here.'));
    await expect(traced('a refusal', {}, refuse)).rejects.toThrow('Nothing');
    expect(spans[0]).toMatchObject({ name: 'a refusal', status: { message: 'no-such-thing' }, ended: true });
  });
});
