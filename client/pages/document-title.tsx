import { useState, type FormEvent, type ReactElement } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useDocument, useRename } from '../drafting/drafting-queries.ts';
import '../drafting/drafting.css';
import { asProblem } from '../platform/api-client.ts';
import { ProblemPage } from '../shell/error-page.tsx';
import { BackLink } from '../ui/back-link.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextField } from '../ui/text-field.tsx';

/** Gives a document another title. */
export function DocumentTitlePage(): ReactElement {
  const { documentId = '' } = useParams();
  const { data, error } = useDocument(documentId);
  if (error && !data) return <ProblemPage problem={asProblem(error)} />;
  return (
    <>
      <BackLink words="Back to the draft" href={`/app/documents/${documentId}`} />
      {data ? <TitleForm documentId={documentId} before={data.title} /> : <Skeleton sentence="Getting the title…" />}
    </>
  );
}

function TitleForm({ documentId, before }: { documentId: string; before: string }): ReactElement {
  const navigate = useNavigate();
  const rename = useRename(documentId);
  const [title, setTitle] = useState(before);
  const [tries, setTries] = useState(0);
  const errors = tries > 0 && !title.trim() ? [{ field: 'title', sentence: 'Give the document a title.' }] : [];
  usePageTitle('Change the title', { errorCount: errors.length });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTries(tries + 1);
    if (!title.trim() || rename.isPending) return;
    rename.mutate(title, { onSuccess: () => void navigate(`/documents/${documentId}`) });
  };
  return (
    <>
      <ErrorSummary key={tries} errors={errors} />
      <h1 className="c-h1">Change the title</h1>
      <form className="c-formcolumn" onSubmit={submit} noValidate>
        {rename.error ? (
          <Notice tone="err" spoken>
            {rename.error.message}
          </Notice>
        ) : null}
        <TextField
          name="title"
          label="Title"
          value={title}
          error={errorOf(errors, 'title')}
          onChange={(event) => setTitle(event.target.value)}
        />
        <Button kind="main" type="submit">
          Keep this title
        </Button>
      </form>
    </>
  );
}
