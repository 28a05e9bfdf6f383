import type { ReactElement, ReactNode } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';

/** One act of a menu. */
export type MenuAct = { id: string; words: ReactNode; onChoose: () => void };

type MenuButtonProps = { words: ReactNode; label?: string; acts: readonly MenuAct[]; className?: string };

/** A button that opens a menu of acts; arrows move, Escape closes and gives the keyboard back. */
export function MenuButton({ words, label, acts, className = 'c-btn' }: MenuButtonProps): ReactElement {
  return (
    <MenuTrigger>
      <AriaButton className={className} {...(label ? { 'aria-label': label } : {})}>
        {words}
      </AriaButton>
      <Popover className="c-pop" placement="bottom end">
        <Menu className="c-menu" onAction={(key) => acts.find(({ id }) => id === key)?.onChoose()}>
          {acts.map(({ id, words: text }) => (
            <MenuItem key={id} id={id} className="c-menu__act" textValue={typeof text === 'string' ? text : id}>
              {text}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
