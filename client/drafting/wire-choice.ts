const SHORT_MS = 10_000; // a socket that lives shorter may have been cut by a proxy
const MANY_SHORT = 3;
const PROBE_MS = [15_000, 60_000, 300_000]; // how long it is only asked before a socket is tried again, the last one from then on

/** How the page reaches the server. */
export type WireKind = 'socket' | 'polling';

/** Decides between a WebSocket and asking over HTTP, by what worked last (DRA-4). */
export class WireChoice {
  private wire: WireKind = 'socket';
  private short = 0;
  private probes = 0;

  /** What to try next. */
  get next(): WireKind {
    return this.wire;
  }

  /** A socket ended: without a word of the server or soon again and again, and it is asked instead. */
  socketEnded({ heard, livedMs, byServer }: { heard: boolean; livedMs: number; byServer: boolean }): void {
    this.short = heard && (byServer || livedMs >= SHORT_MS) ? 0 : this.short + 1;
    if (!heard || this.short >= MANY_SHORT) this.wire = 'polling';
  }

  /** Asking failed as well: it is not the socket's fault, so a socket is tried next. */
  pollingFailed(): void {
    this.wire = 'socket';
    this.short = 0;
  }

  /** A socket tried beside the asking works. */
  socketWorks(): void {
    this.pollingFailed();
    this.probes = 0;
  }

  /** How long to ask before a socket is tried again. */
  nextProbe(): number {
    const pause = PROBE_MS[Math.min(this.probes, PROBE_MS.length - 1)] ?? 0;
    this.probes += 1;
    return pause;
  }
}
