import type { Node } from '@tiptap/pm/model';
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { endOfBody, sectionGaps, sectionSpan, type SectionBlock, type SectionGap } from '../../../shared/text/move-section.ts';
import { attributesOfNode } from '../../../shared/text/live/document-schema.ts';
import { positionOfBlock } from '../../../shared/text/live/document-tokens.ts';
import { renewReferencesIn } from './renew-references.ts';

/**
 * The change that moves a section with everything below it, its blocks under their own ids (TXT-3), and renews the references to
 * what got another number; one act of undo. Undefined when somebody took the section or the place away meanwhile.
 */
export function sectionMove(
  state: EditorState,
  headingId: string,
  gap: SectionGap,
): { transaction: Transaction; references: number } | undefined {
  const blocks = state.doc.children.map(blockOf);
  const span = sectionSpan(blocks, headingId);
  if (!span || !sectionGaps(blocks, headingId).includes(gap)) return undefined;
  const [from, to] = [positionOfBlock(state.doc, span.from), positionOfBlock(state.doc, span.to)];
  const target = positionOfBlock(state.doc, gap === null ? endOfBody(blocks) : indexOf(blocks, gap));
  const transaction = state.tr;
  if (target === to) return { transaction, references: 0 };
  const section = state.doc.slice(from, to).content;
  transaction.delete(from, to);
  const at = transaction.mapping.map(target);
  transaction.insert(at, section);
  transaction.setSelection(TextSelection.near(transaction.doc.resolve(at + 1)));
  const references = renewReferencesIn(transaction);
  return { transaction: transaction.scrollIntoView(), references };
}

function blockOf(node: Node): SectionBlock {
  const { id, kind, level } = attributesOfNode(node);
  return { id, kind, level };
}

function indexOf(blocks: readonly SectionBlock[], id: string): number {
  return blocks.findIndex((block) => block.id === id);
}
