import type { CrowdFindings } from './typing-crowd.ts';
import type { SoakFindings } from './soak-crowd.ts';
import type { Place } from './wire-client.ts';

/** What the measuring process asks of the one that makes the load; `seed` is a file with a document's first state. */
export type LoadAsk =
  | { act: 'connect'; places: Place[][]; listeners: number; seed: string }
  | { act: 'type'; keysPerSecond: number; seconds: number }
  | { act: 'leave' }
  | { act: 'storm'; places: Place[]; seed: string }
  | { act: 'open'; place: Place; state: string }
  | { act: 'soak'; places: Place[][]; keysPerSecond: number }
  | { act: 'soak-end' };

/** What each ask answers. */
export type LoadAnswers = {
  connect: null;
  type: CrowdFindings & { loopP99: number; cpuShare: number };
  leave: null;
  storm: { connectMs: number; backMs: number; waits: number[]; failed: number };
  soak: null;
  'soak-end': SoakFindings;
  open: { syncedMs: number; wholeMs: number; saidEmpty: boolean };
};
