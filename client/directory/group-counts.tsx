import type { ReactElement } from 'react';
import type { GroupPage } from '../../shared/directory/api.ts';
import type { SeatRole } from '../../shared/identity/rules.ts';

/** The figures of a group's seats, each with the bounds the rules set. */
export function GroupCounts({ page }: { page: GroupPage }): ReactElement | null {
  const { rules, areas, members, seats } = page;
  if (!rules) return null;
  const count = (...roles: SeatRole[]): number => seats.filter(({ role }) => roles.includes(role)).length;
  const places = areas.reduce((sum, area) => sum + area.seats, 0);
  const vacant = areas.reduce((sum, area) => sum + area.vacant, 0);
  const accountable = count('accountable-commissioner');
  const collaborating = count('collaborating-commissioner');
  const figures = [
    ['Members', members, `of ${rules.minimum} to ${rules.maximum}`],
    ['Senate seats', places - vacant, vacant > 0 ? `of ${places}, ${vacant} vacant` : `of ${places}`],
    ['Patients and carers', count('ppe-member'), 'of up to 4'],
    ['Professional bodies', count('professional-organisation-member'), 'of up to 4'],
    ['Commissioners', accountable + collaborating, `accountable ${accountable}, collaborating ${collaborating}`],
  ] as const;
  return (
    <dl className="c-count c-gap">
      {figures.map(([name, figure, bounds]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {figure}
            <small>{bounds}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
