// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { CheckboxGroup } from '../../client/ui/checkbox-group.tsx';
import { DataTable } from '../../client/ui/data-table.tsx';
import { DateTimeField, type TypedDateTime } from '../../client/ui/date-time-field.tsx';
import { shownPages } from '../../client/ui/pagination.tsx';
import { leftInWords, TextArea } from '../../client/ui/text-area.tsx';
import { TextField } from '../../client/ui/text-field.tsx';

afterEach(cleanup);

describe('fields', () => {
  it('[PLT-32b] tie their hint and their error to the input', () => {
    render(<TextField name="mail" label="E-mail" hint="Like name@example.org" error="Enter an e-mail address" />);
    const input = screen.getByLabelText('E-mail');
    const described = (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(['Like name@example.org', 'Error: Enter an e-mail address']);
    expect(input.getAttribute('aria-invalid')).toBe('true');
  });

  it('[PLT-32b] keep what was typed in a page without scripts', () => {
    const html = renderToStaticMarkup(
      <TextArea name="comment" label="Your comment" defaultValue="“Working days” & <b>" most={100} />,
    );
    expect(html).toContain('“Working days” &amp; &lt;b&gt;</textarea>');
    expect(html).toContain('You can write up to 100 characters');
    expect(html).not.toContain('maxlength');
  });

  it('[PLT-32b] say how many characters are left, or too many, and cut nothing off', () => {
    expect([leftInWords(1200), leftInWords(1), leftInWords(0), leftInWords(-212)]).toEqual([
      '1,200 characters left',
      '1 character left',
      '0 characters left',
      '212 characters too many',
    ]);
  });

  it('[PLT-32b] ask for a date in parts that keep each other', () => {
    const seen: TypedDateTime[] = [];
    function Form() {
      const [value, setValue] = useState<TypedDateTime>({ day: '14', month: '', year: '2026' });
      const change = (next: TypedDateTime) => {
        seen.push(next);
        setValue(next);
      };
      return <DateTimeField name="closes" label="When does it close?" value={value} onChange={change} withTime />;
    }
    render(<Form />);
    fireEvent.change(screen.getByLabelText('Month'), { target: { value: '12' } });
    fireEvent.change(screen.getByLabelText('Time'), { target: { value: '11:59pm' } });
    expect(seen.at(-1)).toEqual({ day: '14', month: '12', year: '2026', time: '11:59pm' });
    expect(screen.getByRole('group', { name: 'When does it close?' })).toBeTruthy();
  });

  it('[PLT-32b] add and take away a choice without losing the others', () => {
    const seen: string[][] = [];
    const choices = ['a', 'b', 'c'].map((value) => ({ value, words: value }));
    render(
      <CheckboxGroup name="any" label="Any" choices={choices} values={['a', 'b']} onChange={(values) => seen.push(values)} />,
    );
    fireEvent.click(screen.getByLabelText('c'));
    fireEvent.click(screen.getByLabelText('a'));
    expect(seen).toEqual([['a', 'b', 'c'], ['b']]);
  });
});

describe('lists and tables', () => {
  it('[PLT-30c] keep a table a table where it is drawn as blocks', () => {
    render(
      <DataTable
        caption="Who is awaited"
        rows={[{ who: 'A. Example', since: '16 November 2026' }]}
        rowKey={({ who }) => who}
        columns={[
          { key: 'who', heading: 'Who', headsRow: true, cell: ({ who }) => who },
          { key: 'since', heading: 'Since', cell: ({ since }) => since },
        ]}
      />,
    );
    expect(screen.getByRole('table', { name: 'Who is awaited' })).toBeTruthy();
    expect(screen.getByRole('rowheader', { name: 'A. Example' })).toBeTruthy();
    expect(screen.getByRole('cell').textContent).toBe('Since16 November 2026');
    expect(screen.getByRole('cell').querySelector('[aria-hidden]')?.textContent).toBe('Since');
  });

  it('[PLT-30c] show the first, the last and the neighbouring pages of a long list', () => {
    expect(shownPages(5, 12)).toEqual([1, undefined, 4, 5, 6, undefined, 12]);
    expect(shownPages(1, 2)).toEqual([1, 2]);
    expect(shownPages(12, 12)).toEqual([1, undefined, 11, 12]);
  });
});
