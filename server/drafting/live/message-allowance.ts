const MESSAGES_PER_SECOND = 100; // typing makes about 15, a held key 30, presence another 20
const BURST = 600; // a paste or an undo in many steps
const BYTES_PER_SECOND = 1_000_000;
const BYTE_BURST = 4_000_000; // one long imported text and its resend
const WHOLE_COST = 50; // asking for the whole text is worth fifty ordinary messages

/** How much one connection may send: a bucket that fills by the second (PLT-4). */
export class MessageAllowance {
  private messages = BURST;
  private bytes = BYTE_BURST;
  private at: number;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.at = now();
  }

  /** Takes one message of this size; false when the connection has used up what it may send. */
  spend(size: number): boolean {
    this.fill();
    this.messages -= 1;
    this.bytes -= size;
    return this.messages >= 0 && this.bytes >= 0;
  }

  /** Takes what a request for the whole text costs. */
  spendWhole(): boolean {
    this.messages -= WHOLE_COST;
    return this.messages >= 0;
  }

  private fill(): void {
    const now = this.now();
    const seconds = (now - this.at) / 1000;
    this.at = now;
    this.messages = Math.min(BURST, this.messages + seconds * MESSAGES_PER_SECOND);
    this.bytes = Math.min(BYTE_BURST, this.bytes + seconds * BYTES_PER_SECOND);
  }
}
