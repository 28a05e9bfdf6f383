import type { ReactElement } from 'react';
import { BackLink } from '../../../client/ui/back-link.tsx';
import { Banner } from '../../../client/ui/banner.tsx';
import { Breadcrumb } from '../../../client/ui/breadcrumb.tsx';
import { Button } from '../../../client/ui/button.tsx';
import { CheckboxGroup } from '../../../client/ui/checkbox-group.tsx';
import { DataTable } from '../../../client/ui/data-table.tsx';
import { DateTimeField } from '../../../client/ui/date-time-field.tsx';
import { EmptyState } from '../../../client/ui/empty-state.tsx';
import { ErrorSummary } from '../../../client/ui/error-summary.tsx';
import { FileField } from '../../../client/ui/file-field.tsx';
import { LinkButton } from '../../../client/ui/link-button.tsx';
import { Notice } from '../../../client/ui/notice.tsx';
import { Pagination } from '../../../client/ui/pagination.tsx';
import { Progress } from '../../../client/ui/progress.tsx';
import { RadioGroup } from '../../../client/ui/radio-group.tsx';
import { SelectField } from '../../../client/ui/select-field.tsx';
import { Skeleton } from '../../../client/ui/skeleton.tsx';
import { SummaryList } from '../../../client/ui/summary-list.tsx';
import { Tag } from '../../../client/ui/tag.tsx';
import { TextArea } from '../../../client/ui/text-area.tsx';
import { TextField } from '../../../client/ui/text-field.tsx';

const LONG =
  'Highly specialised reconstructive musculoskeletal rehabilitation and endoprosthetic replacement services for people of all ages';
const WORD = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch';

/** The parts that need no scripts, each in the states it has. */
export function PlainParts(): ReactElement {
  return (
    <>
      <Breadcrumb
        trail={[
          { words: 'First', href: '/a' },
          { words: LONG, href: '/b' },
        ]}
      />
      <BackLink words="Back to the list" href="/c" />
      <ErrorSummary
        errors={[
          { field: 'wrong-line', sentence: 'Enter the name of the organisation' },
          { field: 'wrong-choice', sentence: `Choose one of ${WORD}` },
        ]}
      />
      <Fields />
      <Choices />
      <Marks />
    </>
  );
}

function Fields(): ReactElement {
  return (
    <form noValidate>
      <h2>Fields</h2>
      <TextField name="line" label="One line" hint="For example: sarcoma" defaultValue="Written" />
      <TextField name="wrong-line" label="Name of the organisation" error="Enter the name of the organisation" characters={20} />
      <TextArea name="area" label="Several lines" hint="Say what is wrong, and why" most={10_000} />
      <TextArea name="counted" label="Several lines, counted" most={20} value="These are more than twenty characters" readOnly />
      <SelectField name="select" label="One of many" choices={['One', 'Two', LONG].map((words) => ({ value: words, words }))} />
      <FileField name="file" label="A file" hint="A Word file of up to 50 MB" />
      <DateTimeField
        name="when"
        label="When does it close?"
        hint="For example, 14 12 2026, 11:59pm"
        withTime
        defaultValue={{ day: '14', month: '12', year: '2026', time: '11:59pm' }}
      />
      <DateTimeField
        name="wrong-when"
        label="When does it open?"
        error="The month must be from 1 to 12"
        wrong={['month']}
        defaultValue={{ day: '14', month: '13', year: '2026' }}
      />
      <div className="c-acts">
        <Button kind="main" type="submit">
          Save and go on
        </Button>
        <Button>Show it</Button>
        <Button kind="quiet">Leave it</Button>
        <Button kind="danger" hiddenWords="the draft">
          Delete
        </Button>
        <Button small>Small</Button>
        <LinkButton href="/d">A link as a button</LinkButton>
        <LinkButton kind="main" href="/e">
          A main link
        </LinkButton>
      </div>
    </form>
  );
}

function Choices(): ReactElement {
  const choices = [
    { value: 'one', words: 'Technical', hint: 'What should be done, how, or by when' },
    { value: 'two', words: LONG, below: <TextField name="only-if" label="Only if you chose this: which?" /> },
    { value: 'three', words: WORD },
  ];
  return (
    <form noValidate>
      <h2>Choices</h2>
      <RadioGroup name="radio" label="One of a few" choices={choices} defaultValue="one" />
      <RadioGroup name="wrong-choice" label="One of a few, not chosen" error="Choose one" choices={choices.slice(0, 1)} small />
      <CheckboxGroup
        name="check"
        label="Any of a few"
        hint="Choose all that fit"
        choices={choices.map((choice) => ({ ...choice, below: undefined }))}
        defaultValues={['one', 'three']}
      />
    </form>
  );
}

function Marks(): ReactElement {
  return (
    <>
      <h2>Marks and messages</h2>
      <Banner>You are offline. This list is from 13:40.</Banner>
      <Banner tone="err">Not saved: 3 changes since 14:01.</Banner>
      {(['plain', 'ok', 'warn', 'err'] as const).map((tone) => (
        <Notice key={tone} tone={tone} heading={`A ${tone} notice`} level={3}>
          <p>3 bank holidays fall inside. {WORD}</p>
        </Notice>
      ))}
      <p>
        {(['plain', 'on', 'add', 'del', 'move', 'warn', 'err', 'quiet'] as const).map((tone) => (
          <span key={tone}>
            <Tag tone={tone}>{tone === 'quiet' ? LONG : tone}</Tag>{' '}
          </span>
        ))}
      </p>
      <SummaryList
        rows={[
          { key: 'a', name: 'Organisation', value: LONG, change: { href: '/f', hiddenWords: 'the organisation' } },
          { key: 'b', name: 'Reference', value: WORD },
        ]}
      />
      <DataTable
        caption="What is awaited, and from whom"
        rows={[
          { who: 'A. Example', what: LONG, days: '12' },
          { who: WORD, what: '', days: '1,284' },
        ]}
        rowKey={({ who }) => who}
        columns={[
          { key: 'who', heading: 'Who', headsRow: true, cell: ({ who }) => who },
          { key: 'what', heading: 'What', cell: ({ what }) => what },
          { key: 'days', heading: 'Days', figures: true, cell: ({ days }) => days },
        ]}
      />
      <Pagination page={5} pages={12} hrefOf={(page) => `/g?page=${page}`} />
      <Skeleton sentence="Getting your list…" />
      <Progress label="Bringing in the file" done={38} of={52} words="38 of 52 pages" />
      <EmptyState heading="Nothing waits for you">
        <p>You have answered everything asked of you.</p>
      </EmptyState>
    </>
  );
}
