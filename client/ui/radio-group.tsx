import type { ReactElement } from 'react';
import { ChoiceList, type ChoiceListProps } from './choice-list.tsx';

type RadioGroupProps = ChoiceListProps & {
  value?: string | undefined;
  defaultValue?: string | undefined;
  onChange?: (value: string) => void;
};

/** One of a few. Give `value` with `onChange`, or `defaultValue` in a page without scripts. */
export function RadioGroup({ value, defaultValue, onChange, ...props }: RadioGroupProps): ReactElement {
  const mark = (own: string) =>
    onChange ? { checked: value === own, onChange: () => onChange(own) } : { defaultChecked: defaultValue === own };
  return <ChoiceList look={{ block: 'nhsuk-radios', type: 'radio' }} props={props} mark={mark} />;
}
