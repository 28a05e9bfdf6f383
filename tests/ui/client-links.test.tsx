// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { MemoryRouter, useLocation } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { useClientLinks } from '../../client/shell/client-links.ts';

afterEach(cleanup);

function Page(): ReactElement {
  const follow = useClientLinks();
  const { pathname, search, hash } = useLocation();
  return (
    <div onClick={follow}>
      <p>At {pathname + search + hash}</p>
      <a href="/app/groups?area=north#here">
        <span>Groups</span>
      </a>
      <a href="/app">Home</a>
      <a href="/published">Published</a>
      <a href="/application">Another place</a>
      <a href="https://example.org/app/groups">Elsewhere</a>
      <a href="/app/file" download>
        A file
      </a>
    </div>
  );
}

/** Whether the browser was left to follow the link itself. */
function press(words: string, keys: MouseEventInit = {}): boolean {
  let left = true;
  const listen = (event: Event): void => {
    left = !event.defaultPrevented;
    event.preventDefault(); // jsdom cannot leave the page
  };
  window.addEventListener('click', listen, { once: true });
  fireEvent.click(screen.getByText(words), keys);
  return left;
}

describe('plain links', () => {
  it('[PLT-31b] inside the application are followed without loading the page again', () => {
    render(<Page />, { wrapper: MemoryRouter });
    expect(press('Groups')).toBe(false);
    expect(screen.getByText('At /groups?area=north#here')).toBeTruthy();
    expect(press('Home')).toBe(false);
    expect(screen.getByText('At /')).toBeTruthy();
  });

  it('[PLT-31b] are left to the browser when they lead out, download, or open elsewhere', () => {
    render(<Page />, { wrapper: MemoryRouter });
    expect(['Published', 'Another place', 'Elsewhere', 'A file'].map((words) => press(words))).toEqual([true, true, true, true]);
    expect(press('Groups', { ctrlKey: true })).toBe(true);
    expect(screen.getByText('At /')).toBeTruthy();
  });
});
