import type { ReactElement } from 'react';

const PATHS = {
  menu: 'M4 7h16M4 12h16M4 17h16',
  tick: 'm5 12 5 5 9-11',
  warning: 'M12 4 3 20h18zM12 10v4M12 17v.01',
  arrow: 'M12 5v14m-6-6 6 6 6-6',
  search: 'M17 11a6 6 0 1 1-12 0 6 6 0 0 1 12 0m3 9-4.500-4.500',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
  close: 'M6 6l12 12M18 6 6 18',
} as const;

/** The names of the drawings there are. */
export type IconName = keyof typeof PATHS;

/** A small drawing beside words; it says nothing by itself and is hidden from those who hear the page. */
export function Icon({ name }: { name: IconName }): ReactElement {
  return (
    <svg className="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
