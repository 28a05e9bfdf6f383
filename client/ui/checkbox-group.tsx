import type { ReactElement } from 'react';
import { ChoiceList, type ChoiceListProps } from './choice-list.tsx';

type CheckboxGroupProps = ChoiceListProps & {
  values?: readonly string[];
  defaultValues?: readonly string[];
  onChange?: (values: string[]) => void;
};

/** Any of a few. Give `values` with `onChange`, or `defaultValues` in a page without scripts. */
export function CheckboxGroup({ values = [], defaultValues = [], onChange, ...props }: CheckboxGroupProps): ReactElement {
  const toggled = (own: string): string[] => (values.includes(own) ? values.filter((value) => value !== own) : [...values, own]);
  const mark = (own: string) =>
    onChange
      ? { checked: values.includes(own), onChange: () => onChange(toggled(own)) }
      : { defaultChecked: defaultValues.includes(own) };
  return <ChoiceList look={{ block: 'nhsuk-checkboxes', type: 'checkbox' }} props={props} mark={mark} />;
}
