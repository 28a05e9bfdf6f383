/** Collects in plain sentences what could not be kept, the same sentence once with how often it happened. */
export class LossList {
  private readonly counts = new Map<string, number>();
  private place = '';

  /** Says where the next losses happen: "Paragraph 12", "Table 2, row 3". */
  at(place: string): void {
    this.place = place;
  }

  /** Notes one loss at the present place. */
  add(sentence: string): void {
    const whole = this.place === '' ? sentence : `${this.place}: ${sentence}`;
    this.counts.set(whole, (this.counts.get(whole) ?? 0) + 1);
  }

  /** The sentences in the order in which they first happened. */
  sentences(): string[] {
    return [...this.counts].map(([sentence, count]) => (count === 1 ? sentence : `${sentence} (${count} times)`));
  }
}
