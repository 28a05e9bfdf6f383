import type { Editor } from '@tiptap/core';
import { TextSelection, type Command } from '@tiptap/pm/state';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { DocumentDetails } from '../../shared/drafting/api.ts';
import { sectionStates, type SectionState } from '../../shared/drafting/section-state.ts';
import type { Product } from '../../shared/drafting/templates/template.ts';
import { placeOf } from '../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import type { SectionGap } from '../../shared/text/move-section.ts';
import { wordCount } from '../../shared/text/plain-text.ts';
import { isSharedComputer } from '../platform/browser-storage.ts';
import { holdAnnouncements } from '../ui/live-announcer.tsx';
import type { DraftConnection, DraftStatus } from './draft-connection.ts';
import { LongBlocksCard } from './long-blocks-card.tsx';
import { DraftOutline } from './draft-outline.tsx';
import { DraftEditor } from './editor/draft-editor.tsx';
import { sectionMove } from './editor/move-section.ts';
import { deleteNote } from './editor/note-commands.ts';
import { renewReferences } from './editor/renew-references.ts';
import { WritingTools } from './editor/writing-tools.tsx';
import { GuidanceMargin } from './guidance-margin.tsx';
import { putWordsBack } from './editor/put-words-back.ts';
import { ReadingView } from './reading-view.tsx';
import { useSpokenNearChanges } from './speak-near.ts';
import { ReferenceCard } from './reference-card.tsx';
import { RecoveryCard } from './recovery-card.tsx';
import type { Offer } from './recovery-tray.ts';
import { SuggestionPanel } from './suggestion-panel.tsx';
import { useSuggesting, type RoomMode } from './use-suggesting.ts';
import { useSuggestionKeys } from './use-suggestion-keys.ts';
import { useSuggestions } from './use-suggestions.ts';

const TYPING_MS = 2000; // after the last key people count as no longer typing, and sentences may be spoken again

const SUGGESTING = 'You are suggesting: others see your changes before they count. ';
const NOT_YET = 'Suggesting begins as soon as the server has answered; until then the text takes no words. ';

type DraftDeskProps = {
  details: DocumentDetails;
  product: Product | undefined;
  connection: DraftConnection;
  status: DraftStatus;
  text: DocumentText;
  mode: RoomMode;
  /** What this person's typing may do here, and how to change what it does. */
  modes: readonly RoomMode[];
  onMode: (mode: RoomMode) => void;
  personId: string;
  /** The page leads to a block from elsewhere through this. */
  onReady: (go: (blockId: string) => void) => void;
  versions: ReactElement;
};

/** The text in the middle, the outline before it, guidance behind it. */
export function DraftDesk(props: DraftDeskProps): ReactElement {
  const { details, product, connection, status, text, mode, personId, onReady, versions } = props;
  const [editor, setEditor] = useState<Editor>();
  const [at, setAt] = useState<string>();
  const sections = useMemo(() => sectionStates(text, details.template, details.headingIds), [text, details]);
  const headingOf = useCallback((blockId: string) => placeOf(text, blockId)?.headingId, [text]);
  const go = useGo(editor, text);
  useEffect(() => onReady(go), [onReady, go]);
  useEffect(() => followCaret(editor, setAt), [editor]);
  useEffect(() => connection.showPlace(at), [connection, at]);
  useSpokenNearChanges(editor, status.people, text);
  const here = at ? headingOf(at) : undefined;
  const editing = isWriting(mode, status);
  const suggestions = useSuggestions(connection.doc);
  const acts = useSuggesting({ editor, connection, mode, session: status.session, personId, acceptsOwn: details.may.acceptOwn });
  useSuggestionKeys({ editor, doc: connection.doc, acts, personId, mode, modes: props.modes, onMode: props.onMode });
  const [full, setFull] = useState(false);
  const alone = full && editing;
  const writer = editing ? editor : undefined;
  return (
    <>
      {writer ? (
        <WritingTools editor={writer} documentId={details.id} text={text} full={alone} onFull={setFull} onGo={go} />
      ) : null}
      {versions}
      <div className={alone ? 'c-body3 c-body3--full' : 'c-body3'}>
        <DraftOutline
          text={text}
          sections={sections}
          people={status.people}
          headingOf={headingOf}
          here={here}
          onGo={go}
          onMove={writer && ((headingId, gap) => moveIn(writer, headingId, gap))}
        />
        <div className="c-pane c-pane--text">
          <HintLine text={text} status={status} mode={editing ? mode : 'reading'} />
          {editing ? (
            <WritingArea
              documentId={details.id}
              connection={connection}
              label={`Text of ${details.title}`}
              onEditor={setEditor}
            />
          ) : (
            <div className="c-sheet">
              <ReadingView documentId={details.id} text={text} label={`Text of ${details.title}`} />
            </div>
          )}
          <RecoveryCard
            tray={connection.tray}
            kept={status.kept}
            placeOf={(blockId) => citedPlace(text, blockId)}
            onGo={go}
            onPutBack={writer && ((offer) => putBack(writer, offer))}
          />
        </div>
        <GuidanceMargin
          template={details.template.label}
          product={product}
          section={sectionOf(sections, here)}
          sections={sections}
          writing={editing}
          onGo={go}
          suggestions={
            <SuggestionPanel
              suggestions={suggestions}
              personId={personId}
              sectionOf={headingOf}
              here={here}
              labelOf={(blockId) => placeOf(text, blockId)?.label || 'it'}
              onGo={go}
              {...acts}
            />
          }
          tooLong={<LongBlocksCard text={text} onGo={go} />}
          references={
            <ReferenceCard
              text={text}
              onGo={go}
              onRenew={writer && (() => run(writer, renewReferences))}
              onDeleteNote={writer && ((noteId) => run(writer, deleteNote(noteId)))}
            />
          }
        />
      </div>
    </>
  );
}

/** Suggesting waits for the server, which gives the id to suggest under; editing goes on without it. */
function isWriting(mode: RoomMode, status: DraftStatus): boolean {
  return mode === 'editing' || (mode === 'suggesting' && status.mode !== undefined);
}

type HintLineProps = { text: DocumentText; status: DraftStatus; mode: RoomMode };

/** What a person at the keyboard has to know here: the ways out, what their typing does, what this device keeps. */
function HintLine({ text, status, mode }: HintLineProps): ReactElement {
  return (
    <p className="meta c-hintline" id="way-out">
      {mode === 'reading' ? (
        `${wordCount(text).toLocaleString('en-GB')} words.`
      ) : (
        <>
          {mode === 'suggesting' ? (status.session === undefined ? NOT_YET : SUGGESTING) : null}
          Press <kbd>Esc</kbd> then <kbd>Tab</kbd> to leave the text, <kbd>Alt</kbd> <kbd>F10</kbd> for tools, <kbd>Ctrl</kbd>{' '}
          <kbd>/</kbd> for all keys.
        </>
      )}
      {status.kept || status.ended
        ? null
        : ` ${nothingKept()} If the connection breaks, leave this page open until it says “Saved”.`}
      {status.wire === 'polling'
        ? ' Your network lets no live connection through, so what others write arrives a little later.'
        : null}
    </p>
  );
}

function moveIn(editor: Editor, headingId: string, gap: SectionGap): number | undefined {
  const move = sectionMove(editor.state, headingId, gap);
  if (move) editor.view.dispatch(move.transaction);
  return move?.references;
}

function run(editor: Editor, command: Command): void {
  command(editor.state, (transaction) => editor.view.dispatch(transaction));
}

/** A place as the tray calls it: its number, or its first words. */
function citedPlace(text: DocumentText, blockId: string): string | undefined {
  const place = placeOf(text, blockId);
  return place && (place.label || 'where it was');
}

function putBack(editor: Editor, offer: Offer): void {
  const { binding, undo } = editor.storage.flatText;
  if (!binding) return;
  undo?.endAct();
  editor.view.dispatch(putWordsBack(binding, editor.state, offer));
  undo?.endAct();
}

function nothingKept(): string {
  return isSharedComputer()
    ? 'You said that this is a shared computer, so nothing is kept on it.'
    : 'This browser keeps nothing on this device, as in private windows.';
}

/** The section a heading stands for, or the nearest one above a heading that people have added. */
function sectionOf(sections: readonly SectionState[], headingId: string | undefined): SectionState | undefined {
  return sections.find(({ blockId }) => blockId !== undefined && blockId === headingId);
}

type WritingAreaProps = {
  documentId: string;
  connection: DraftConnection;
  label: string;
  onEditor: (editor: Editor | undefined) => void;
};

/** The editor with its ways out: Alt+F10 to the tools, Escape then Tab to what follows. */
function WritingArea({ documentId, connection, label, onEditor }: WritingAreaProps): ReactElement {
  const leaving = useRef(false);
  const quiet = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(quiet.current), []);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Tab' && leaving.current) event.stopPropagation(); // the browser moves on; the text does not indent
    leaving.current = event.key === 'Escape' || (leaving.current && event.key === 'Shift');
    if (event.key === 'F10' && event.altKey) {
      event.preventDefault();
      document.querySelector<HTMLElement>('[role="toolbar"] button[tabindex="0"]')?.focus();
    }
    holdAnnouncements(true);
    clearTimeout(quiet.current);
    quiet.current = setTimeout(() => holdAnnouncements(false), TYPING_MS);
  };
  return (
    <div onKeyDownCapture={onKey}>
      <DraftEditor
        documentId={documentId}
        ydoc={connection.doc}
        awareness={connection.awareness}
        editable
        label={label}
        onEditor={onEditor}
      />
    </div>
  );
}

function followCaret(editor: Editor | undefined, onBlock: (blockId: string | undefined) => void): (() => void) | undefined {
  if (!editor) return undefined;
  const tell = (): void => {
    const block = editor.state.selection.$head.node(1) as { attrs: Record<string, unknown> } | undefined; // depth 1 holds the blocks
    onBlock(block ? String(block.attrs['id']) : undefined);
  };
  editor.on('selectionUpdate', tell);
  editor.on('focus', tell);
  return () => {
    editor.off('selectionUpdate', tell);
    editor.off('focus', tell);
  };
}

/** Leads to a block: the caret goes there while writing, the page scrolls there while reading. */
function useGo(editor: Editor | undefined, text: DocumentText): (blockId: string) => void {
  return useCallback(
    (blockId) => {
      if (!editor || editor.isDestroyed) {
        document.getElementById(placeOf(text, blockId)?.address ?? '')?.scrollIntoView({ block: 'start' });
        return;
      }
      editor.state.doc.forEach((node, offset) => {
        if (node.attrs['id'] !== blockId) return;
        const caret = TextSelection.near(editor.state.doc.resolve(offset + 1));
        editor.view.dispatch(editor.state.tr.setSelection(caret));
        editor.view.focus();
        const element = editor.view.nodeDOM(offset);
        if (element instanceof HTMLElement) element.scrollIntoView({ block: 'start' });
      });
    },
    [editor, text],
  );
}
