import fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { describe, expect, test } from 'vitest';
import { placesOf } from '../../shared/text/clause-numbers.ts';
import { blockText, textBlocks } from '../../shared/text/plain-text.ts';
import { textToHtml } from '../../shared/text/text-html.ts';
import { arbitraryText } from '../support/arbitrary-text.ts';
import { checkSeeded } from '../support/check-seeded.ts';
import { longPolicy } from '../support/long-policy.ts';
import { processorTimes } from '../support/processor-time.ts';
import { block, table, textOfBlocks } from './build-text.ts';

type Element = Tree.Element;

function elements(html: string): Element[] {
  const found: Element[] = [];
  const visit = (node: Tree.Node) => {
    if ('tagName' in node) found.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parseFragment(html));
  return found;
}

const attribute = (element: Element, name: string) => element.attrs.find((attr) => attr.name === name)?.value;

function textContent(node: Tree.Node): string {
  if (node.nodeName === '#text') return (node as Tree.TextNode).value;
  if (node.nodeName === 'br') return '\n';
  return 'childNodes' in node ? node.childNodes.map(textContent).join('') : '';
}

const every = {
  hrefFor: (place: { address: string; name: string }) => ({
    href: `/respond?at=${place.address}`,
    label: `Comment on ${place.name}`,
  }),
};

const ALLOWED: Record<string, string[]> = {
  section: ['aria-labelledby', 'class'],
  figure: [],
  figcaption: [],
  img: ['src', 'alt', 'width', 'height', 'loading', 'decoding', 'class'],
  div: ['class', 'id'],
  p: ['id'],
  span: ['id', 'class', 'aria-hidden'],
  b: [],
  strong: [],
  em: [],
  u: [],
  sub: [],
  sup: [],
  br: [],
  mark: ['class'],
  blockquote: [],
  a: ['class', 'href', 'rel', 'id', 'role', 'aria-label', 'data-n'],
  ul: [],
  ol: ['class', 'type', 'start'],
  li: ['id', 'class'],
  table: ['class', 'role', 'id'],
  caption: [],
  thead: ['role'],
  tbody: ['role'],
  tr: ['role', 'id'],
  th: ['scope', 'role', 'id', 'class'],
  td: ['role', 'id', 'class'],
  ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, ['id']])),
};

describe('HTML of a text', () => {
  test('[TXT-8a] whatever a text says, only the elements, attributes and addresses of the list come out, and it parses as written', () => {
    checkSeeded(
      'safe HTML',
      fc.property(arbitraryText, (text) => {
        for (const element of elements(textToHtml(text, every))) {
          expect(Object.keys(ALLOWED)).toContain(element.tagName);
          for (const { name } of element.attrs) expect(ALLOWED[element.tagName]).toContain(name);
          const href = attribute(element, 'href');
          if (href !== undefined) expect(href).toMatch(/^(https?:\/\/|mailto:|tel:|#|\/respond)/);
        }
      }),
      200,
    );
  });

  test('[TXT-8b] the element with a block’s permanent id holds exactly its words, a line break counted one', () => {
    checkSeeded(
      'offsets',
      fc.property(arbitraryText, (text) => {
        const byId = new Map(elements(textToHtml(text, every)).map((element) => [attribute(element, 'id'), element]));
        for (const each of textBlocks(text)) {
          const element = byId.get(`b-${each.id}`);
          expect(element && textContent(element)).toBe(blockText(each));
        }
      }),
      200,
    );
  });

  test('[TXT-8c] every place has its address and its permanent id in the page, and no id is there twice', () => {
    checkSeeded(
      'addresses',
      fc.property(arbitraryText, (text) => {
        const ids = elements(textToHtml(text, every)).flatMap((element) => attribute(element, 'id') ?? []);
        expect(new Set(ids).size).toBe(ids.length);
        const cells = new Set(
          text.blocks.flatMap((each) =>
            each.kind === 'table' ? each.rows.flatMap((row) => row.cells.flatMap((cell) => cell.blocks.map(({ id }) => id))) : [],
          ),
        );
        for (const place of placesOf(text)) {
          expect(ids).toContain(`b-${place.blockId}`);
          if (!cells.has(place.blockId)) expect(ids).toContain(place.address);
        }
      }),
      200,
    );
  });

  test('[TXT-8d] headings never skip a level, whatever levels were typed', () => {
    checkSeeded(
      'heading order',
      fc.property(arbitraryText, (text) => {
        let last = 1;
        for (const element of elements(textToHtml(text))) {
          const level = /^h([1-6])$/.exec(element.tagName)?.[1];
          if (level === undefined) continue;
          expect(Number(level)).toBeLessThanOrEqual(last + 1);
          last = Number(level);
        }
      }),
      200,
    );
  });

  test('[TXT-8e] unsafe links lose the link and keep the words, whoever wrote them', () => {
    for (const link of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\tscript:x',
      'data:text/html,x',
      'vbscript:x',
      ' javascript:x',
      '//evil.example/x',
      'https://a.example/"onclick="x',
    ]) {
      const html = textToHtml(textOfBlocks(block('a', 'paragraph', [{ text: 'words', link }])));
      expect(html).toBe('<div class="pa" id="c-0-p1"><p id="b-a">words</p></div>');
    }
  });

  test('[TXT-8f] a block id that is none and a control that leads to a script are refused', () => {
    expect(() => textToHtml(textOfBlocks(block('a"><script>', 'paragraph', 'x')))).toThrow(/id cannot be used/);
    for (const href of ['javascript:x', '//evil.example', '/\\evil.example', '/a"b']) {
      expect(() => textToHtml(textOfBlocks(block('a', 'paragraph', 'x')), { hrefFor: () => ({ href, label: 'x' }) })).toThrow(
        /not safe/,
      );
    }
  });

  test('[TXT-8g] clauses carry number and address as text, lettered clauses and bullets are real lists inside them', () => {
    const text = textOfBlocks(
      block('h', 'heading 1', 'Tests'),
      block('a', 'clause', 'Signs are:'),
      block('b', 'clause 1', 'one'),
      block('c', 'clause 2', 'deep'),
      block('d', 'clause 1', 'two'),
      block('e', 'bullet', 'dot'),
      block('f', 'bullet 1', 'inner dot'),
      block('g', 'clause', 'Next'),
    );
    expect(textToHtml(text)).toBe(
      '<section aria-labelledby="h-1"><div class="hd" id="c-1"><h2 id="h-1"><span>1</span> <span id="b-h">Tests</span></h2></div>' +
        '<div class="cl" id="c-1.1"><b>1.1</b><div><p id="b-a">Signs are:</p><ol class="la" type="a">' +
        '<li id="c-1.1-a"><p id="b-b">one</p><ol class="lr" type="i"><li id="c-1.1-a-i"><p id="b-c">deep</p></li></ol></li>' +
        '<li id="c-1.1-b"><p id="b-d">two</p><ul><li id="c-1.1-b-b1"><p id="b-e">dot</p><ul><li id="c-1.1-b-b2"><p id="b-f">inner dot</p></li></ul></li></ul></li>' +
        '</ol></div></div><div class="cl" id="c-1.2"><b>1.2</b><div><p id="b-g">Next</p></div></div></section>',
    );
  });

  test('[TXT-8h] letters that go on after a paragraph start where they stopped', () => {
    const text = textOfBlocks(
      block('a', 'clause', 'x'),
      block('b', 'clause 1', 'x'),
      block('c', 'paragraph', 'between'),
      block('d', 'clause 1', 'y'),
    );
    expect(textToHtml(text)).toContain('<ol class="la" type="a" start="2"><li id="c-1-b">');
  });

  test('[TXT-8i] tables have a caption, scoped headers and their own and their rows’ controls', () => {
    const html = textToHtml(
      textOfBlocks(
        block('h', 'heading 1', 'Time'),
        table(
          't',
          [
            ['', 'Limit'],
            ['Biopsy', '14 days'],
          ],
          { row: true, column: true },
        ),
      ),
      every,
    );
    expect(html).toContain('<caption>Table 1, in 1 Time</caption>');
    expect(html).toContain(
      '<td role="cell" id="b-t-r0"><span id="b-t-r0c0p"></span></td><th scope="col" role="columnheader"><span id="b-t-r0c1p">Limit</span></th>',
    );
    expect(html).toContain('<th scope="row" role="rowheader" id="b-t-r1"><span id="b-t-r1c0p">Biopsy</span></th>');
    expect(html).toContain('<span class="lb" aria-hidden="true">Limit</span><span id="b-t-r1c1p">14 days</span>');
    expect(html).toContain('<a class="cm" href="/respond?at=t-1-r1"><span class="vm">Comment on Table 1, row</span> 1</a>');
    expect(html).toContain('</table><a class="cm" href="/respond?at=t-1">Comment on Table 1</a></div>');
  });

  test('[CON-21] every heading, clause, paragraph and table has a control of its own, and none without being asked', () => {
    const text = textOfBlocks(
      block('h', 'heading 1', 'A & B'),
      block('a', 'paragraph', 'x'),
      block('b', 'clause', 'y'),
      table('t', [['a']], {}),
    );
    const labels = elements(textToHtml(text, every))
      .filter((element) => attribute(element, 'class') === 'cm')
      .map(textContent);
    expect(labels).toEqual([
      'Comment on section 1, A & B',
      'Comment on paragraph 1 of 1, A & B',
      'Comment on clause 1.1',
      'Comment on Table 1, row 1',
      'Comment on Table 1',
    ]);
    expect(textToHtml(text)).not.toContain('class="cm"');
  });

  test('[TXT-8j] marks cover exactly their characters, across formatting and links, and may overlap', () => {
    const text = textOfBlocks(
      block('a', 'paragraph', [{ text: 'one ' }, { text: 'two', strong: true }, { text: ' three', link: 'https://example.org' }]),
    );
    const html = textToHtml(text, {
      marks: [
        { blockId: 'a', start: 2, end: 9, className: 'quoted' },
        { blockId: 'a', start: 5, end: 6, className: 'mine' },
      ],
    });
    expect(html).toContain(
      'on<mark class="quoted">e </mark><mark class="quoted"><strong>t</strong></mark><mark class="quoted mine"><strong>w</strong></mark><mark class="quoted"><strong>o</strong></mark>' +
        '<a href="https://example.org" rel="external noopener noreferrer"><mark class="quoted"> t</mark>hree</a>',
    );
  });

  test('[CON-10] glossary words are linked to their explanation once in each section, never inside a longer word', () => {
    const glossary = [
      { word: 'MDT', href: '#g-MDT' },
      { word: 'multidisciplinary team', href: '#g-MDT' },
      { word: 'it', href: '#g-it' },
    ];
    const text = textOfBlocks(
      block('a', 'paragraph', 'The MDT (mdt) and MDT. Multidisciplinary team, limit.'),
      block('h', 'heading 1', 'MDT'),
      block('b', 'clause', 'MDT'),
    );
    const html = textToHtml(text, { glossary });
    expect(html).toContain(
      'The <a class="gl" href="#g-MDT">MDT</a> (mdt) and MDT. <a class="gl" href="#g-MDT">Multidisciplinary team</a>, limit.',
    );
    expect(html).toContain('<span id="b-h">MDT</span>');
    expect(html).toContain('<p id="b-b"><a class="gl" href="#g-MDT">MDT</a></p>');
  });

  test('[TXT-8k] a hundred pages are printed in under 50 ms', () => {
    const text = longPolicy(1_000);
    const times = processorTimes(
      9,
      () => structuredClone(text),
      (fresh) => textToHtml(fresh, every),
    );
    console.info(`HTML of 100 pages: ${times.map((time) => time.toFixed(1)).join(', ')} ms`);
    expect(times[4]).toBeLessThan(50);
  });
});
