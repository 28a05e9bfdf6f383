import type { ReactElement } from 'react';

const COLOURS = 8; // --p1 to --p8; the ninth person starts again at 1

/** The first letters of a person's first and last name; what stands in brackets is no name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

/** Which of the eight colours stands for a person where no order of joining is known. */
export function peopleColour(id: string): number {
  return ([...id].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % COLOURS) + 1;
}

/** A person as a coloured disc with initials; the name stands beside it or is given to be spoken. */
export function PersonMark({
  name,
  colour,
  small = false,
  spoken = false,
}: {
  name: string;
  colour: number;
  small?: boolean;
  spoken?: boolean;
}): ReactElement {
  const className = `c-av c-p${((colour - 1) % COLOURS) + 1}${small ? ' c-av--s' : ''}`;
  return spoken ? (
    <span className={className} role="img" aria-label={name}>
      {initialsOf(name)}
    </span>
  ) : (
    <span className={className} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
