import type { ReactElement } from 'react';
import { CHARS_A_SIDE, MAX_SUMMARY_CHARS, SIDES_AIMED_AT, sidesOfA4 } from '../../shared/publishing/rules.ts';
import { Progress } from '../ui/progress.tsx';

const MOST_SIDES = MAX_SUMMARY_CHARS / CHARS_A_SIDE;

/** How many sides of A4 a summary fills: three are aimed at, four are the most (PUB-1). */
export function SideGauge({ characters }: { characters: number }): ReactElement {
  const sides = sidesOfA4(characters);
  return <Progress label="Length of the summary" done={Math.min(sides, MOST_SIDES)} of={MOST_SIDES} words={inWords(sides)} />;
}

function inWords(sides: number): string {
  const length = `${sides === 0 ? 'nothing yet' : `about ${sides} ${sides === 1 ? 'side' : 'sides'} of A4`}`;
  if (sides > MOST_SIDES) return `${length}. ${MOST_SIDES} are the most`;
  return sides > SIDES_AIMED_AT
    ? `${length}, more than the ${SIDES_AIMED_AT} to aim at`
    : `${length}. Aim at ${SIDES_AIMED_AT} or fewer`;
}
