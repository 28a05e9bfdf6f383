import { useEffect, useState, type FormEvent, type ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import { WordImportReport } from '../drafting/word-import-report.tsx';
import { WordImportProgress } from '../drafting/word-import-progress.tsx';
import {
  useDocument,
  useDocuments,
  useImport,
  useProducts,
  useStartImport,
  useStopImport,
} from '../drafting/drafting-queries.ts';
import '../drafting/drafting.css';
import { asProblem } from '../platform/api-client.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { FileField } from '../ui/file-field.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SelectField } from '../ui/select-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextField } from '../ui/text-field.tsx';

/** Brings a Word file in, as a new document or in place of a template nobody has written in yet. */
export function ImportWordPage(): ReactElement {
  const [search, setSearch] = useSearchParams();
  const importId = search.get('import') ?? undefined; // in the address, so that the list of losses can be come back to
  const turnTo = (id: string | undefined): void =>
    setSearch(
      (before) => {
        if (id) before.set('import', id);
        else before.delete('import');
        return before;
      },
      { replace: true },
    );
  const reading = useImport(importId);
  const stop = useStopImport();
  const documentId = search.get('document') ?? undefined;
  const back = documentId
    ? { words: 'Back to the draft', href: `/app/documents/${documentId}` }
    : { words: 'Back to documents', href: '/app/documents' };
  return (
    <>
      <BackLink words={back.words} href={back.href} />
      {importId === undefined ? (
        <ChooseFile groupId={search.get('group')} replaces={documentId} onStarted={turnTo} />
      ) : reading.error ? (
        <Notice tone="err">{asProblem(reading.error).message}</Notice>
      ) : !reading.data ? (
        <Skeleton sentence="Sending the file…" />
      ) : reading.data.state === 'reading' ? (
        <WordImportProgress reading={reading.data} onStop={() => stop.mutate(reading.data.id)} />
      ) : (
        <WordImportReport reading={reading.data} onAgain={() => turnTo(undefined)} />
      )}
    </>
  );
}

type ChooseProps = { groupId: string | null; replaces: string | undefined; onStarted: (importId: string) => void };

function ChooseFile({ groupId, replaces, onStarted }: ChooseProps): ReactElement {
  const [wish, setWish] = useState<DocumentWish>({ groupId: groupId ?? '', productId: 'service-specification', title: '' });
  const [file, setFile] = useState<File>();
  const [tries, setTries] = useState(0);
  const start = useStartImport();
  const errors = tries > 0 && !file ? [{ field: 'file', sentence: 'Choose a Word file.' }] : [];
  usePageTitle('Bring in a Word file', { errorCount: errors.length });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTries(tries + 1);
    if (!file || !wish.groupId || start.isPending) return;
    start.mutate({ ...wish, replaces, file }, { onSuccess: ({ id }) => onStarted(id) });
  };
  return (
    <>
      <ErrorSummary key={tries} errors={errors} />
      <h1 className="c-h1">Bring in a Word file</h1>
      <p className="c-lead">
        {replaces ? 'Its text takes the place of the template. ' : 'It becomes a new document. '}
        Whatever could not be brought is listed with its place.
      </p>
      <form className="c-formcolumn" onSubmit={submit} noValidate>
        {start.error ? (
          <Notice tone="err" heading="There is a problem" spoken>
            {asProblem(start.error).message}
          </Notice>
        ) : null}
        <FileField
          name="file"
          label="Choose a Word file (.docx)"
          hint="Up to 50 MB. Do not bring in anything about a patient."
          accept=".docx"
          error={errorOf(errors, 'file')}
          onChange={(event) => setFile(event.target.files?.[0])}
        />
        {replaces ? (
          <ReplacedDocument documentId={replaces} wish={wish} onWish={setWish} />
        ) : (
          <NewDocumentFields wish={wish} onWish={setWish} />
        )}
        <div className="c-acts">
          <Button kind="main" type="submit">
            Bring it in
          </Button>
        </div>
      </form>
    </>
  );
}

type DocumentWish = { groupId: string; productId: string; title: string };
type WishProps = { wish: DocumentWish; onWish: (wish: DocumentWish) => void };

function NewDocumentFields({ wish, onWish }: WishProps): ReactElement {
  const documents = useDocuments();
  const products = useProducts();
  const groups = documents.data?.mayMakeIn ?? [];
  const first = groups[0]?.id;
  useEffect(() => {
    if (!wish.groupId && first) onWish({ ...wish, groupId: first });
  }, [wish, first, onWish]);
  return (
    <>
      <TextField
        name="title"
        label="Title (optional)"
        hint="Without one, the title in the file is used."
        value={wish.title}
        onChange={(event) => onWish({ ...wish, title: event.target.value })}
      />
      <SelectField
        name="group"
        label="Group"
        value={wish.groupId}
        choices={groups.map(({ id, name }) => ({ value: id, words: name }))}
        onChange={(event) => onWish({ ...wish, groupId: event.target.value })}
      />
      <SelectField
        name="product"
        label="What kind of document is it?"
        value={wish.productId}
        choices={(products.data ?? []).map(({ id, name }) => ({ value: id, words: name }))}
        onChange={(event) => onWish({ ...wish, productId: event.target.value })}
      />
    </>
  );
}

function ReplacedDocument({ documentId, wish, onWish }: WishProps & { documentId: string }): ReactElement {
  const { data } = useDocument(documentId);
  useEffect(() => {
    if (data && data.productId !== wish.productId) onWish({ ...wish, groupId: data.group.id, productId: data.productId });
  }, [data, wish, onWish]);
  return <p>Into: {data?.title ?? '…'}</p>;
}
