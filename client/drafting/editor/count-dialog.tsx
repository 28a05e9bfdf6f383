import type { Editor } from '@tiptap/core';
import type { ReactElement } from 'react';
import { placeOf } from '../../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { blockText, textOf, wordCount } from '../../../shared/text/plain-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { wordsBetween } from './count-words.ts';

type CountDialogProps = { editor: Editor; text: DocumentText; open: boolean; onClose: () => void };

/** Words and characters of the whole text, of the section at the caret and of what is selected. */
export function CountDialog({ editor, text, open, onClose }: CountDialogProps): ReactElement {
  const { from, to, empty, $from } = editor.state.selection;
  const section = sectionAt(text, String($from.node(1)?.attrs.id ?? ''));
  return (
    <Dialog open={open} heading="Word count" onClose={onClose}>
      <table className="c-table">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Words</th>
            <th scope="col">Characters</th>
          </tr>
        </thead>
        <tbody>
          <Row part="The whole text" words={wordCount(text)} characters={charactersOf(text)} />
          {section ? <Row part={section.name} words={wordCount(section.text)} characters={charactersOf(section.text)} /> : null}
          {empty ? null : (
            <Row
              part="What is selected"
              words={wordsBetween(editor.state.doc, from, to)}
              characters={editor.state.doc.textBetween(from, to).length}
            />
          )}
        </tbody>
      </table>
      <p className="meta">Words in tables count; computed numbers such as 3.2 do not. Spaces count as characters.</p>
      <div className="c-acts">
        <button className="c-btn" type="button" autoFocus onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}

function Row({ part, words, characters }: { part: string; words: number; characters: number }): ReactElement {
  return (
    <tr>
      <th scope="row">{part}</th>
      <td>{words.toLocaleString('en-GB')}</td>
      <td>{characters.toLocaleString('en-GB')}</td>
    </tr>
  );
}

/** The blocks under the heading nearest above a block, that heading among them. */
function sectionAt(text: DocumentText, blockId: string): { name: string; text: DocumentText } | undefined {
  const headingId = placeOf(text, blockId)?.headingId;
  const heading = headingId === undefined ? undefined : placeOf(text, headingId);
  if (!heading) return undefined;
  const blocks = text.blocks.filter((block) => placeOf(text, block.id)?.headingId === headingId);
  return { name: `${heading.number} ${heading.heading}`.trim(), text: { ...text, blocks } };
}

function charactersOf(text: DocumentText): number {
  return text.blocks.length === 1 && text.blocks[0] ? blockText(text.blocks[0]).length : textOf(text).replaceAll('\n', '').length;
}
