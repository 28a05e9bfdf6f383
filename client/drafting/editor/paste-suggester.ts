import type { Suggester } from '../../../shared/text/live/propose.ts';

type Ask = () => Promise<Suggester | undefined>;

/** Knows who suggests what is pasted as a suggestion while editing, once the page has said how to find out. */
export class PasteSuggester {
  private how: Ask | undefined;

  /** Says how to find out. */
  answerWith(how: Ask): void {
    this.how = how;
  }

  /** Who suggests; undefined when the server cannot be asked. */
  readonly ask: Ask = async () => this.how?.();
}
