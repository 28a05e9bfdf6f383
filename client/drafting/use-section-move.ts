import { useEffect, useState } from 'react';
import { placeOf } from '../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import {
  numberInGap,
  ownGap,
  sectionBlockOf,
  sectionGaps,
  sectionSpan,
  type SectionGap,
} from '../../shared/text/move-section.ts';
import type { PersonHere } from './room-people.ts';

const SAID_MS = 10_000; // what happened stands as long as it takes to read; later it may no longer be true

/** A section that is picked up: where it could go and where it would go now. */
export type PickedSection = {
  id: string;
  name: string;
  gap: SectionGap;
  home: SectionGap;
  gaps: readonly SectionGap[];
  becomes: string;
};

/** Moves a section in the editor; answers how many references followed it, or nothing when it could not be moved any more. */
export type MoveSection = (headingId: string, gap: SectionGap) => number | undefined;

/** What the outline shows and does while a section is moved. */
export type SectionMove = {
  picked: PickedSection | undefined;
  /** The people writing in the section that was about to be put down: they are asked about first. */
  asking: readonly string[];
  /** What happened, in a sentence that is read out. */
  said: string;
  pickUp: (headingId: string) => void;
  step: (by: 1 | -1) => void;
  aimAt: (gap: SectionGap) => void;
  putDown: (anyway?: boolean) => void;
  giveUp: () => void;
};

/** Picking sections up and putting them down, by keyboard and by pointer. */
export function useSectionMove(text: DocumentText, people: readonly PersonHere[], onMove: MoveSection): SectionMove {
  const [picked, setPicked] = useState<PickedSection>();
  const [asking, setAsking] = useState<readonly string[]>([]);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (picked || said === '') return undefined;
    const timer = setTimeout(() => setSaid(''), SAID_MS);
    return () => clearTimeout(timer);
  }, [picked, said]);
  const end = (sentence: string): void => {
    setPicked(undefined);
    setAsking([]);
    setSaid(sentence);
  };
  const aim = (from: PickedSection, gap: SectionGap): void => {
    const becomes = numberInGap(text, from.id, gap);
    setPicked({ ...from, gap, becomes });
    setSaid(gap === from.home ? 'Where it was.' : `Becomes ${becomes}.`);
  };
  const pickUp = (headingId: string): void => {
    const place = placeOf(text, headingId);
    if (!place) return;
    const blocks = text.blocks.map(sectionBlockOf);
    const name = `${place.number} ${place.heading}`.trim();
    const home = ownGap(blocks, headingId);
    setPicked({ id: headingId, name, gap: home, home, gaps: sectionGaps(blocks, headingId), becomes: place.number });
    setSaid(`${name} picked up. Arrow keys choose its new place, Enter puts it there, Escape leaves it.`);
  };
  const step = (by: 1 | -1): void => {
    const next = picked?.gaps[picked.gaps.indexOf(picked.gap) + by];
    if (picked && next !== undefined) aim(picked, next);
  };
  const putDown = (anyway = false): void => {
    if (!picked) return;
    if (picked.gap === picked.home) return end(`${picked.name} stays where it was.`);
    const writing = anyway ? [] : writersIn(text, picked.id, people);
    if (writing.length > 0) return setAsking(writing);
    const references = onMove(picked.id, picked.gap);
    if (references === undefined) return end('It could not be moved: somebody changed the text there. Try again.');
    end(`${picked.name} is now ${picked.becomes}.${followed(references)}`);
  };
  const aimAt = (gap: SectionGap): void => {
    if (picked && gap !== picked.gap) aim(picked, gap);
  };
  const giveUp = (): void => {
    if (picked) end(`${picked.name} stays where it was.`);
  };
  return { picked, asking, said, pickUp, step, aimAt, putDown, giveUp };
}

function followed(references: number): string {
  if (references === 0) return '';
  return references === 1 ? ' 1 reference followed it.' : ` ${references} references followed it.`;
}

/** The first names of the others whose caret is in a section. */
function writersIn(text: DocumentText, headingId: string, people: readonly PersonHere[]): string[] {
  const span = sectionSpan(text.blocks.map(sectionBlockOf), headingId);
  if (!span) return [];
  const inside = new Set(text.blocks.slice(span.from, span.to).map(({ id }) => id));
  const writing = people.filter(({ self, blockId }) => !self && blockId !== undefined && inside.has(blockId));
  return [...new Set(writing.map(({ person }) => person.name))];
}
