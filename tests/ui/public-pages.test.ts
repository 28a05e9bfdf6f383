import { describe, expect, it } from 'vitest';
import { pageTable } from '../../client/public-site/page-table.ts';
import { renderPage } from '../../client/public-site/render.tsx';
import type { HomePageProps } from '../../shared/publishing/pages.ts';

const ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
const site = { organisation: 'Example Commissioning', telephone: '01632 960123', email: 'help@example.org' };
const assets = { styles: ['/assets/public-1.css'], scripts: ['/assets/enhance-1.js'] };

function home(overrides: Partial<HomePageProps> = {}): string {
  const props: HomePageProps = { open: [], opensSoon: [], closed: [], recent: [], programmes: [], ...overrides };
  return renderPage('home', { ...props, site, assets });
}

describe('a public page', () => {
  it('[PLT-2c] writes hostile text as text', () => {
    const html = home({
      searched: ATTACK,
      open: [{ href: '/c/1', title: ATTACK, summary: ATTACK, about: ATTACK, closesAt: '2026-12-14T23:59:00.000Z', daysLeft: 21 }],
      programmes: [{ name: ATTACK, openConsultations: 1, groups: [{ name: ATTACK, href: '/g/1' }] }],
    });
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('[PLT-2c] holds no inline style, no inline script and nothing remote', () => {
    const pages = ['accessibility', 'privacy', 'cookies'].map((name) => renderPage(name, { site, assets }));
    for (const html of [home(), ...pages]) {
      expect(html).not.toMatch(/\sstyle=|<style|\son[a-z]+=/);
      expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/assets/enhance-1.js">']);
      expect(html.match(/(?:src|href)="(?:https?:)?\/\/[^"]*"/g)).toBeNull();
      expect(html).toContain('<meta name="referrer" content="no-referrer"/>');
    }
  });

  it('[PLT-30d] has its language, one h1, a title made from it, and a way past the header', () => {
    const html = home();
    expect(html).toMatch(/^<!doctype html><html lang="en-GB">/);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('<title>Policies and consultations – Example Commissioning</title>');
    expect(html).toContain('href="#main"');
    expect(html).toContain('<main id="main"');
  });

  it('[PLT-34a] says absolute dates in UK time beside the days left', () => {
    const open = {
      href: '/c/1',
      title: 'Sarcoma',
      summary: 'What must be provided.',
      about: 'Scope.',
      closesAt: '2026-12-14T23:59:00.000Z',
      daysLeft: 21,
    };
    expect(home({ open: [open] })).toContain(
      '<strong>21 days left</strong> <span>closes 11:59pm, Monday 14 December 2026</span>',
    );
  });

  it('[PLT-34a] says what is so when there is nothing to list', () => {
    expect(home()).toContain('Nothing is open now.');
    expect(home()).toContain('Nothing has been published yet.');
    expect(home({ searched: 'sarkoma' })).toContain('Nothing open for comment was found for “sarkoma”.');
    expect(home({ opensSoon: [{ title: 'Burn care', opensAt: '2026-12-01T00:00:00.000Z' }] })).toContain(
      'Burn care, from Tuesday 1 December 2026',
    );
  });

  it('[PLT-34b] for a refusal gives its sentence and a way to a person', () => {
    const html = renderPage('error', { status: 404, code: 'not-found', sentence: 'There is no such page.', site, assets });
    expect(html).toContain('<h1>Page not found</h1><p>There is no such page.</p>');
    expect(html).toContain('01632 960123');
  });

  it('[PLT-34b] is only drawn when it is in the table', () => {
    expect(Object.keys(pageTable)).toContain('home');
    expect(() => renderPage('nowhere', {})).toThrow('There is no public page named nowhere');
  });
});
