// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { LongBlocksCard } from '../../client/drafting/long-blocks-card.tsx';
import { LiveAnnouncer } from '../../client/ui/live-announcer.tsx';
import { MAX_BLOCK_CHARS } from '../../shared/kernel/limits.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function clauseOf(length: number): DocumentText {
  return { schema: 1, blocks: [{ id: 'b1', kind: 'clause', level: 0, content: [{ text: 'x'.repeat(length) }] }] };
}

it('[DRA-27g] a paragraph that grows too long to be frozen is named beside the text, spoken, and led to, until it is divided', () => {
  vi.useFakeTimers();
  const gone: string[] = [];
  const room = (length: number) => (
    <>
      <LiveAnnouncer />
      <LongBlocksCard text={clauseOf(length)} onGo={(blockId) => gone.push(blockId)} />
    </>
  );
  const { rerender } = render(room(MAX_BLOCK_CHARS));
  expect(screen.queryByRole('heading')).toBeNull();
  rerender(room(MAX_BLOCK_CHARS + 1));
  act(() => void vi.advanceTimersByTime(15_000));
  expect(screen.getByRole('status').textContent).toContain('longer than 20,000 characters');
  expect(screen.getByRole('heading', { name: 'Too long to freeze: 1' })).toBeTruthy();
  expect(screen.getByText('20,001 characters')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /^1 “x+…”$/ }));
  expect(gone).toEqual(['b1']);
  rerender(room(100));
  expect(screen.queryByRole('heading')).toBeNull();
});
