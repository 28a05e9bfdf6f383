import { useState, type FormEvent, type ReactElement } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Guard } from '../../shared/drafting/guard-api.ts';
import { useDocument, useGuard, useGuardDocument } from '../drafting/drafting-queries.ts';
import '../drafting/drafting.css';
import { asProblem } from '../platform/api-client.ts';
import { ProblemPage } from '../shell/error-page.tsx';
import { BackLink } from '../ui/back-link.tsx';
import { Button } from '../ui/button.tsx';
import { CheckboxGroup } from '../ui/checkbox-group.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** Says whether members edit a document or suggest, and who edits beside those who lead the group (DRA-29). */
export function DocumentEditorsPage(): ReactElement {
  const { documentId = '' } = useParams();
  const document = useDocument(documentId);
  const guard = useGuard(documentId);
  usePageTitle('Who edits this document');
  const error = document.error ?? guard.error;
  if (error && !guard.data) return <ProblemPage problem={asProblem(error)} />;
  return (
    <>
      <BackLink words="Back to the draft" href={`/app/documents/${documentId}`} />
      <h1 className="c-h1">Who edits this document</h1>
      {document.data ? <p className="nhsuk-body">{document.data.title}</p> : null}
      {guard.data ? <GuardForm documentId={documentId} guard={guard.data} /> : <Skeleton sentence="Getting the people…" />}
    </>
  );
}

const OPEN = 'open';
const GUARDED = 'guarded';

function GuardForm({ documentId, guard }: { documentId: string; guard: Guard }): ReactElement {
  const navigate = useNavigate();
  const save = useGuardDocument(documentId);
  const [way, setWay] = useState(guard.guarded ? GUARDED : OPEN);
  const [editors, setEditors] = useState(guard.people.filter(({ edits }) => edits).map(({ id }) => id));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (save.isPending) return;
    save.mutate({ guarded: way === GUARDED, editors }, { onSuccess: () => void navigate(`/documents/${documentId}`) });
  };
  return (
    <form className="c-formcolumn" onSubmit={submit} noValidate>
      {save.error ? (
        <Notice tone="err" spoken>
          {save.error.message}
        </Notice>
      ) : null}
      <RadioGroup
        name="guard"
        label="What members’ typing does"
        hint="A document is guarded from its first frozen version, unless you say otherwise here."
        choices={[
          { value: OPEN, words: 'Open', hint: 'Everybody who may write in drafts edits and decides on suggestions.' },
          {
            value: GUARDED,
            words: 'Guarded',
            hint: 'Members suggest. Those who lead the group and the people named below edit and decide; nobody but who leads accepts their own suggestion.',
          },
        ]}
        value={way}
        onChange={setWay}
      />
      {guard.people.length > 0 ? (
        <CheckboxGroup
          name="editors"
          label="People who edit while it is guarded"
          choices={guard.people.map(({ id, name }) => ({ value: id, words: name }))}
          values={editors}
          onChange={setEditors}
        />
      ) : null}
      <p className="nhsuk-body">Everybody who has the draft open is told at once. It is kept in the record.</p>
      <Button kind="main" type="submit">
        Keep this
      </Button>
    </form>
  );
}
