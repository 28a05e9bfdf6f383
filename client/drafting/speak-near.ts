import type { Editor } from '@tiptap/core';
import type { Transaction } from '@tiptap/pm/state';
import { useEffect, useMemo, useRef } from 'react';
import { numberBlocks } from '../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { pendingKey } from '../../shared/text/live/pending-changes.ts';
import { announce } from '../ui/live-announcer.tsx';
import type { PersonHere } from './room-people.ts';

const NEAR = 1; // the block of the caret, the one before and the one after
const QUIET_MS = 60_000; // a neighbour who goes on writing is said once in a minute

/** Says politely who changed something near the caret (PLT-33). */
export function useSpokenNearChanges(editor: Editor | undefined, people: readonly PersonHere[], text: DocumentText): void {
  const labels = useMemo(() => numberBlocks(text), [text]);
  const latest = useRef({ people, labels });
  useEffect(() => {
    latest.current = { people, labels };
  });
  useEffect(() => {
    if (!editor) return undefined;
    const saidAt = new Map<string, number>();
    const onTransaction = ({ transaction }: { transaction: Transaction }): void => {
      const change = changeNear(transaction);
      if (!change || Date.now() - (saidAt.get(change.blockId) ?? 0) < QUIET_MS) return;
      saidAt.set(change.blockId, Date.now());
      const { people: here, labels: numbers } = latest.current;
      const who = here.find(({ blockId, self }) => !self && blockId === change.blockId)?.person.name ?? 'Somebody';
      const where = change.same ? 'where you are writing' : `${numbers.get(change.blockId) ?? 'a paragraph'}, next to you`;
      announce(`${who} changed ${where}.`);
    };
    editor.on('transaction', onTransaction);
    return () => void editor.off('transaction', onTransaction);
  }, [editor]);
}

/** The block near the caret that somebody else's change touched, if it touched one. */
function changeNear(transaction: Transaction): { blockId: string; same: boolean } | undefined {
  if (!transaction.docChanged || !transaction.getMeta(pendingKey)) return undefined;
  const { doc, selection } = transaction;
  const caret = selection.$head.index(0);
  let near: { blockId: string; same: boolean } | undefined;
  transaction.mapping.maps.forEach((map, at) => {
    map.forEach((_oldFrom, _oldTo, from) => {
      const place = Math.min(transaction.mapping.slice(at + 1).map(from), doc.content.size);
      const index = Math.min(doc.resolve(place).index(0), doc.childCount - 1);
      if (Math.abs(index - caret) <= NEAR) near = { blockId: String(doc.child(index).attrs['id']), same: index === caret };
    });
  });
  return near;
}
