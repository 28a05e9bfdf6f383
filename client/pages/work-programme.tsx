import type { ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import { mayDo } from '../../shared/identity/rules.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import type { PlannedDocument } from '../../shared/programme/api.ts';
import { contractYearOf, contractYearWords, yearsOf } from '../../shared/programme/rules.ts';
import { asProblem } from '../platform/api-client.ts';
import { useGroupDocuments, useHome } from '../programme/programme-queries.ts';
import { ProblemPage } from '../shell/error-page.tsx';
import { Button } from '../ui/button.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SelectField } from '../ui/select-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** The documents of a group in a contract year, with stage and dates. */
export function WorkProgrammePage(): ReactElement {
  const home = useHome();
  const [params, setParams] = useSearchParams();
  usePageTitle('Work programme');
  if (home.error) return <ProblemPage problem={asProblem(home.error)} />;
  if (!home.data) return <Skeleton sentence="Getting the work programme…" />;
  const mine = home.data.seats.filter(({ role }) => mayDo([role], 'read-draft'));
  const groups = [...new Map(mine.map(({ groupId, group }) => [groupId, group]))];
  const groupId = params.get('group') ?? groups[0]?.[0];
  if (groupId === undefined)
    return (
      <>
        <PageHeading>Work programme</PageHeading>
        <EmptyState heading="You have no group whose documents you read">
          <p>
            A group’s work programme is for those who hold a seat in it. <a href="/app/groups">See the groups</a>.
          </p>
        </EmptyState>
      </>
    );
  const year = Number(params.get('year')) || contractYearOf(home.data.now);
  return (
    <GroupYear
      key={groupId}
      groupId={groupId}
      groups={groups}
      year={year}
      onChoose={(group, chosen) => setParams({ group, year: String(chosen) })}
    />
  );
}

function GroupYear({
  groupId,
  groups,
  year,
  onChoose,
}: {
  groupId: string;
  groups: readonly (readonly [id: string, name: string])[];
  year: number;
  onChoose: (groupId: string, year: number) => void;
}): ReactElement {
  const { data, error } = useGroupDocuments(groupId);
  if (error) return <ProblemPage problem={asProblem(error)} />;
  if (!data) return <Skeleton sentence="Getting the work programme…" />;
  const present = contractYearOf(data.now);
  const years = [...new Set([...data.documents.flatMap(yearsOf), present - 1, present, present + 1, year])].sort();
  const shown = data.documents.filter((document) => yearsOf(document).includes(year));
  const words = contractYearWords(year);
  return (
    <>
      <PageHeading caption={`${data.group}, April ${year} to March ${year + 1}`}>Work programme</PageHeading>
      <form
        className="c-filter"
        onSubmit={(event) => {
          event.preventDefault();
          const chosen = new FormData(event.currentTarget);
          onChoose(String(chosen.get('group') ?? groupId), Number(chosen.get('year')));
        }}
      >
        {groups.length > 1 ? (
          <SelectField
            name="group"
            label="Group"
            defaultValue={groupId}
            choices={groups.map(([value, name]) => ({ value, words: name }))}
          />
        ) : null}
        <SelectField
          name="year"
          label="Year"
          key={year}
          defaultValue={year}
          choices={years.map((one) => ({ value: String(one), words: contractYearWords(one) }))}
        />
        <Button type="submit">Show</Button>
      </form>
      {shown.length === 0 ? (
        <EmptyState heading={`Nothing is in the work programme for ${words}`}>
          <p>
            A document is listed in the year it was started and in every year in which one of its dates falls.{' '}
            <a href="/app/documents">Go to the documents</a>.
          </p>
        </EmptyState>
      ) : (
        <section className="c-box c-gap">
          <YearTable documents={shown} caption={`Documents in ${words}`} />
        </section>
      )}
    </>
  );
}

function YearTable({ documents, caption }: { documents: readonly PlannedDocument[]; caption: string }): ReactElement {
  return (
    <DataTable
      caption={caption}
      rows={documents}
      rowKey={({ documentId }) => documentId}
      columns={[
        {
          key: 'title',
          heading: 'Document',
          headsRow: true,
          cell: ({ documentId, title }) => <a href={`/app/documents/${documentId}`}>{title}</a>,
        },
        { key: 'product', heading: 'Product', cell: ({ product }) => product },
        { key: 'stage', heading: 'Stage', cell: ({ stage, step }) => (step ? `${stage} (${step.number} of ${step.of})` : stage) },
        {
          key: 'dates',
          heading: 'Dates',
          cell: ({ madeAt, dates }) => (
            <ul className="c-plain">
              {[{ words: 'Started', at: madeAt }, ...dates].map(({ words, at }) => (
                <li key={`${words} ${at}`}>
                  {words}: {ukDate(at)}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
