import { type KeyboardEvent, type ReactElement, type ReactNode } from 'react';

/** One tab: its words and what it shows. */
export type Tab = { id: string; words: ReactNode; panel: ReactNode };

type TabsProps = { label: string; tabs: readonly Tab[]; chosen: string; onChoose: (id: string) => void };

/** Tabs: one stop for the keyboard, arrows, Home and End move among them. */
export function Tabs({ label, tabs, chosen, onChoose }: TabsProps): ReactElement {
  const move = (event: KeyboardEvent): void => {
    const to = target(
      event.key,
      tabs.findIndex(({ id }) => id === chosen),
      tabs.length,
    );
    const tab = to === undefined ? undefined : tabs[to];
    if (!tab) return;
    event.preventDefault();
    onChoose(tab.id);
    document.getElementById(`tab-${tab.id}`)?.focus();
  };
  return (
    <>
      <div className="c-tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(({ id, words }) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            aria-selected={id === chosen}
            aria-controls={`panel-${id}`}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => onChoose(id)}
          >
            {words}
          </button>
        ))}
      </div>
      {tabs.map(({ id, panel }) => (
        <div key={id} id={`panel-${id}`} role="tabpanel" aria-labelledby={`tab-${id}`} hidden={id !== chosen}>
          {id === chosen ? panel : null}
        </div>
      ))}
    </>
  );
}

function target(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (at + 1) % count;
  if (key === 'ArrowLeft') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
