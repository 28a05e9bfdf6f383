// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ErrorSummary, errorOf } from '../../client/ui/error-summary.tsx';
import { RadioGroup } from '../../client/ui/radio-group.tsx';
import { TextField } from '../../client/ui/text-field.tsx';

const ERRORS = [
  { field: 'organisation', sentence: 'Enter the name of the organisation' },
  { field: 'capacity', sentence: 'Choose one' },
];

beforeAll(() => {
  // jsdom draws nothing, so it cannot scroll.
  Element.prototype.scrollIntoView = () => undefined;
});

afterEach(cleanup);

function Form({ errors = ERRORS }: { errors?: typeof ERRORS }) {
  return (
    <>
      <ErrorSummary errors={errors} />
      <TextField name="organisation" label="Name of the organisation" error={errorOf(errors, 'organisation')} />
      <RadioGroup
        name="capacity"
        label="For whom?"
        error={errorOf(errors, 'capacity')}
        choices={[{ value: 'me', words: 'Myself' }]}
      />
    </>
  );
}

describe('the error summary', () => {
  it('[PLT-32a] takes focus when it appears', () => {
    render(<Form />);
    expect(document.activeElement?.id).toBe('errors');
    expect(screen.getByRole('alert').textContent).toContain('There is a problem');
  });

  it('[PLT-32a] does not take focus again when the page is drawn again', () => {
    const { rerender } = render(<Form />);
    screen.getByLabelText('Name of the organisation').focus();
    rerender(<Form errors={ERRORS.slice(0, 1)} />);
    expect(document.activeElement?.id).toBe('organisation');
  });

  it('[PLT-32a] leads to the field, and to the first choice of a question', () => {
    render(<Form />);
    fireEvent.click(screen.getByRole('link', { name: 'Enter the name of the organisation' }));
    expect(document.activeElement?.id).toBe('organisation');
    fireEvent.click(screen.getByRole('link', { name: 'Choose one' }));
    expect(document.activeElement).toBe(screen.getByLabelText('Myself'));
  });

  it('[PLT-32a] is absent when nothing is wrong', () => {
    const { container } = render(<ErrorSummary errors={[]} />);
    expect(container.innerHTML).toBe('');
  });
});
