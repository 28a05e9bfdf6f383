import type { Editor } from '@tiptap/core';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { MAX_LINE_CHARS, MAX_PICTURE_WORDS } from '../../../shared/kernel/limits.ts';
import type { Problem } from '../../../shared/kernel/problem.ts';
import type { Picture, PictureSource } from '../../../shared/text/document-text.ts';
import { plainLine } from '../../../shared/text/pictures.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { insertPicture } from './picture-commands.ts';
import { sendPicture } from './send-picture.ts';

const KINDS = 'image/png,image/jpeg,image/gif,image/webp';

type PictureDialogProps = {
  editor: Editor;
  documentId: string;
  open: boolean;
  /** A picture that was dropped or pasted; otherwise the dialog asks for a file. */
  file?: File | undefined;
  /** How many more wait behind it. */
  more: number;
  onClose: () => void;
};

/** Puts a picture into the text: which file, and what it shows, for those who do not see it (DRA-21). */
export function PictureDialog({ open, more, onClose, ...props }: PictureDialogProps): ReactElement {
  const heading = more > 0 ? `Insert a picture (${more} more to come)` : 'Insert a picture';
  return (
    <Dialog open={open} heading={heading} onClose={onClose}>
      <InsertForm {...props} onClose={onClose} />
    </Dialog>
  );
}

function InsertForm({ editor, documentId, file, onClose }: Omit<PictureDialogProps, 'open' | 'more'>): ReactElement {
  const [chosen, setChosen] = useState(file);
  const [missing, setMissing] = useState(false);
  const sending = useSending(documentId);
  const preview = usePreview(chosen);
  const save = async (words: PictureWords): Promise<void> => {
    setMissing(!chosen);
    const source = chosen && (await sending.send(chosen));
    if (!source) return;
    insertPicture({ ...source, ...words })(editor.state, (transaction) => editor.view.dispatch(transaction));
    onClose();
  };
  return (
    <div className="c-stack">
      {file ? null : (
        <FileField
          name="picture-file"
          label="Picture"
          hint="A PNG, JPEG, GIF or WebP file up to 8 MB. Where and with what a photograph was taken is removed from it."
          accept={KINDS}
          error={missing && !chosen ? 'Choose a file.' : undefined}
          onChange={(event) => setChosen(event.target.files?.[0])}
        />
      )}
      {preview ? <img className="c-picture-preview" src={preview} alt="The picture you chose" /> : null}
      {sending.problem ? (
        <Notice tone="err" spoken>
          {sending.problem.message}
        </Notice>
      ) : null}
      {sending.part === undefined ? null : (
        <Progress label="Sending the picture" done={sending.part} of={1} words={`${Math.round(sending.part * 100)} %`} />
      )}
      <WordsForm
        save={(words) => void save(words)}
        button="Put the picture in"
        busy={sending.part !== undefined}
        onCancel={() => {
          sending.stop();
          onClose();
        }}
      />
    </div>
  );
}

type Sending = {
  part: number | undefined;
  problem: Problem | undefined;
  send: (file: File) => Promise<PictureSource | undefined>;
  stop: () => void;
};

/** One picture on its way; leaving the dialog stops it. */
function useSending(documentId: string): Sending {
  const [part, setPart] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  const stopper = useRef<AbortController>(undefined);
  useEffect(() => () => stopper.current?.abort(), []);
  const send = async (file: File): Promise<PictureSource | undefined> => {
    const stop = new AbortController();
    stopper.current = stop;
    setProblem(undefined);
    setPart(0);
    try {
      return await sendPicture(documentId, file, { signal: stop.signal, onProgress: setPart });
    } catch (refusal) {
      setProblem(refusal as Problem); // nothing else is thrown there
      return undefined;
    } finally {
      setPart(undefined);
    }
  };
  return { part, problem, send, stop: () => stopper.current?.abort() };
}

/** The chosen picture as the page shows it, read in this browser. */
function usePreview(file: File | undefined): string | undefined {
  const [read, setRead] = useState<{ file: File; address: string }>();
  useEffect(() => {
    if (!file) return undefined;
    const reader = new FileReader(); // the page's policy lets pictures be shown from here and from data addresses only
    reader.onload = () => setRead({ file, address: String(reader.result) });
    reader.readAsDataURL(file);
    return () => reader.abort();
  }, [file]);
  return read?.file === file ? read?.address : undefined;
}

/** The description of a picture, or why it needs none. */
export type PictureWords = Pick<Picture, 'alt' | 'decorative'>;

type WordsFormProps = {
  known?: PictureWords;
  button: string;
  busy?: boolean;
  save: (words: PictureWords) => void;
  onCancel: () => void;
};

/** Asks what a picture shows; also a reason is asked for where somebody says that it shows nothing. */
export function WordsForm({ known = {}, button, busy = false, save, onCancel }: WordsFormProps): ReactElement {
  const [kind, setKind] = useState(known.decorative === undefined ? 'described' : 'decorative');
  const [words, setWords] = useState(known.alt ?? '');
  const [reason, setReason] = useState(known.decorative ?? '');
  const [tried, setTried] = useState(false);
  const described = kind === 'described';
  const error = tried ? faultIn(described ? plainLine(words) : plainLine(reason), described) : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const said = plainLine(described ? words : reason);
    if (faultIn(said, described) || busy) return;
    save(described ? { alt: said } : { decorative: said });
  };
  return (
    <form className="c-stack" onSubmit={submit} noValidate>
      <RadioGroup
        name="picture-kind"
        label="For people who cannot see it"
        small
        value={kind}
        onChange={setKind}
        choices={[
          { value: 'described', words: 'Describe what it shows' },
          { value: 'decorative', words: 'It is decoration only and says nothing' },
        ]}
      />
      {described ? (
        <TextArea
          name="picture-alt"
          label="Description"
          hint="Say what a reader must know from it: for a chart its message, for a flow chart its steps. Leave out “picture of”."
          rows={3}
          most={MAX_PICTURE_WORDS}
          value={words}
          error={error}
          onChange={(event) => setWords(event.target.value)}
        />
      ) : (
        <TextField
          name="picture-reason"
          label="Why it needs no description"
          hint="For instance “A line between two parts”. Kept in the text."
          value={reason}
          error={error}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      <div className="c-acts">
        <button className="c-btn c-btn--main" type="submit" aria-disabled={busy}>
          {button}
        </button>
        <button className="c-btn" type="button" onClick={onCancel}>
          {busy ? 'Stop' : 'Cancel'}
        </button>
      </div>
    </form>
  );
}

function faultIn(said: string, described: boolean): string | undefined {
  const most = described ? MAX_PICTURE_WORDS : MAX_LINE_CHARS;
  if (said.length > most) return `Use at most ${most.toLocaleString('en-GB')} characters.`;
  if (said !== '') return undefined;
  return described ? 'Describe what the picture shows.' : 'Say why it needs no description.';
}
