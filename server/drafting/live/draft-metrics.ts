import { Counter, Gauge, Histogram } from 'prom-client';
import type { CloseReason, RefusalCode } from '../../../shared/drafting/wire.ts';
import type { Metrics } from '../../platform/metrics.ts';

const COMMIT_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5]; // an idle disk takes 1 ms, a failing one seconds

/** What the draft rooms of one process tell the operator, in figures without words or names (PLT-23, PLT-8). */
export type DraftMetrics = {
  /** A group of changes is on disk. */
  committed(changes: number, seconds: number): void;
  /** A write to the log failed and will be tried again. */
  writeFailed(): void;
  /** The store takes nothing, or takes changes again. */
  trouble(failing: boolean): void;
  refused(code: RefusalCode): void;
  closed(reason: CloseReason): void;
  /** The log was folded into a state. */
  folded(seconds: number): void;
  quarantined(): void;
  /** Asked at each reading: what is open now and what waits to be written. */
  watch(now: () => { rooms: number; connections: number; queued: number; queuedBytes: number }): void;
};

/** Registers the figures of the draft rooms. */
export function openDraftMetrics(metrics: Metrics): DraftMetrics {
  const registers = [metrics];
  const count = (name: string, help: string, labelNames: string[] = []): Counter =>
    new Counter({ name, help, labelNames, registers });
  const changes = count('concord_draft_changes_committed_total', 'Change messages that are on disk');
  const failures = count('concord_draft_write_failures_total', 'Writes to the draft log that failed and were tried again');
  const refusals = count('concord_draft_refused_total', 'Change messages that were not taken, by code', ['code']);
  const closes = count('concord_draft_closed_total', 'Connections the server has closed, by reason', ['reason']);
  const quarantines = count('concord_draft_quarantined_total', 'Drafts closed because their log cannot be read');
  const failing = new Gauge({ name: 'concord_draft_store_failing', help: '1 while the store takes no changes', registers });
  const timed = (name: string, help: string): Histogram => new Histogram({ name, help, buckets: COMMIT_SECONDS, registers });
  const commits = timed('concord_draft_commit_seconds', 'Time of one commit to the draft log');
  const folds = timed('concord_draft_fold_seconds', 'Time of folding a log into a state');
  return {
    committed: (messages, seconds) => {
      changes.inc(messages);
      commits.observe(seconds);
    },
    writeFailed: () => failures.inc(),
    trouble: (now) => failing.set(now ? 1 : 0),
    refused: (code) => refusals.inc({ code }),
    closed: (reason) => closes.inc({ reason }),
    folded: (seconds) => folds.observe(seconds),
    quarantined: () => quarantines.inc(),
    watch: (now) => watchGauges(metrics, now),
  };
}

function watchGauges(metrics: Metrics, now: Parameters<DraftMetrics['watch']>[0]): void {
  const gauge = (name: string, help: string, key: keyof ReturnType<typeof now>): Gauge =>
    new Gauge({
      name,
      help,
      registers: [metrics],
      collect() {
        this.set(now()[key]);
      },
    });
  gauge('concord_draft_rooms', 'Drafts open in this process', 'rooms');
  gauge('concord_draft_connections', 'Connections to drafts', 'connections');
  gauge('concord_draft_queue', 'Changes that wait to be written to the log', 'queued');
  gauge('concord_draft_queue_bytes', 'Bytes that wait to be written to the log', 'queuedBytes');
}
