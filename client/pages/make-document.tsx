import { useState, type FormEvent, type ReactElement } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Product } from '../../shared/drafting/templates/template.ts';
import { useDocuments, useMakeDocument, useProducts } from '../drafting/drafting-queries.ts';
import '../drafting/drafting.css';
import { asProblem } from '../platform/api-client.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextField } from '../ui/text-field.tsx';

/** Starts a document in a group from the national form of its kind. */
export function MakeDocumentPage(): ReactElement {
  const products = useProducts();
  const documents = useDocuments();
  const failure = products.error ?? documents.error;
  return (
    <>
      <BackLink words="Back to documents" href="/app/documents" />
      {failure ? <Notice tone="err">{asProblem(failure).message}</Notice> : null}
      {products.data && documents.data ? (
        <MakeDocument products={products.data} groups={documents.data.mayMakeIn} />
      ) : failure ? null : (
        <Skeleton sentence="Getting the forms…" />
      )}
    </>
  );
}

type MakeProps = { products: readonly Product[]; groups: readonly { id: string; name: string }[] };

function MakeDocument({ products, groups }: MakeProps): ReactElement {
  const [search] = useSearchParams();
  const [groupId, setGroup] = useState(search.get('group') ?? groups[0]?.id ?? '');
  const [form, setForm] = useState<Form>({ productId: 'service-specification', templateId: '' });
  const [title, setTitle] = useState('');
  const { submit, tries, errors, problem } = useSubmit({ groupId, title, ...chosenForm(products, form) });
  usePageTitle('Start a document', { errorCount: errors.length });
  if (groups.length === 0)
    return (
      <>
        <h1 className="c-h1">Start a document</h1>
        <EmptyState heading="You cannot start documents">
          <p>A chair, a commissioner or the secretariat of a group starts its documents.</p>
        </EmptyState>
      </>
    );
  return (
    <>
      <ErrorSummary key={tries} errors={errors} />
      <h1 className="c-h1">Start a document</h1>
      <form className="c-formcolumn" onSubmit={submit} noValidate>
        {problem ? (
          <Notice tone="err" spoken>
            {problem}
          </Notice>
        ) : null}
        <TextField
          name="title"
          label="Title"
          hint="For instance “Sarcoma services, all ages”"
          value={title}
          error={errorOf(errors, 'title')}
          onChange={(event) => setTitle(event.target.value)}
        />
        {groups.length > 1 ? (
          <SelectField
            name="group"
            label="Group"
            value={groupId}
            choices={groups.map(({ id, name }) => ({ value: id, words: name }))}
            onChange={(event) => setGroup(event.target.value)}
          />
        ) : (
          <p>Group: {groups[0]?.name}</p>
        )}
        <FormFields products={products} form={form} onForm={setForm} />
        <div className="c-acts">
          <Button kind="main" type="submit">
            Start the document
          </Button>
        </div>
      </form>
    </>
  );
}

type Form = { productId: string; templateId: string };

/** The form that is chosen, or the first of its kind of document. */
function chosenForm(products: readonly Product[], { productId, templateId }: Form): Form {
  const templates = products.find(({ id }) => id === productId)?.templates ?? [];
  const template = templates.find(({ id }) => id === templateId) ?? templates[0];
  return { productId, templateId: template?.id ?? '' };
}

function FormFields({
  products,
  form,
  onForm,
}: {
  products: readonly Product[];
  form: Form;
  onForm: (form: Form) => void;
}): ReactElement {
  const { productId, templateId } = chosenForm(products, form);
  const product = products.find(({ id }) => id === productId);
  const templates = product?.templates ?? [];
  return (
    <>
      <SelectField
        name="product"
        label="What kind of document is it?"
        hint={product?.purpose}
        value={productId}
        choices={products.map(({ id, name }) => ({ value: id, words: name }))}
        onChange={(event) => onForm({ productId: event.target.value, templateId: '' })}
      />
      {templates.length > 1 ? (
        <RadioGroup
          name="template"
          label="Which form?"
          value={templateId}
          choices={templates.map(({ id, label, sections }) => ({ value: id, words: label, hint: `${sections.length} headings` }))}
          onChange={(chosen) => onForm({ productId, templateId: chosen })}
        />
      ) : null}
    </>
  );
}

type Wish = Form & { groupId: string; title: string };

function useSubmit(wish: Wish): {
  submit: (event: FormEvent) => void;
  tries: number;
  errors: { field: string; sentence: string }[];
  problem: string | undefined;
} {
  const navigate = useNavigate();
  const make = useMakeDocument();
  const [tries, setTries] = useState(0);
  const errors = tries > 0 && !wish.title.trim() ? [{ field: 'title', sentence: 'Give the document a title.' }] : [];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTries(tries + 1);
    if (!wish.title.trim() || make.isPending) return;
    make.mutate(wish, { onSuccess: ({ id }) => void navigate(`/documents/${id}`) });
  };
  return { submit, tries, errors, problem: make.error?.message };
}
