import { HelpLine } from './frame.tsx';
import type { PublicPage } from './public-page.ts';

const HEADING = 'Accessibility';

/** What these pages are built to do for everyone, and what nobody has checked yet. */
export const accessibilityPage: PublicPage<object> = {
  heading: () => HEADING,
  Body: ({ site }) => (
    <>
      <h1>{HEADING}</h1>
      <p className="nhsuk-body-l">Everyone who is asked for their view must be able to read the text and answer.</p>
      <h2>What you can do</h2>
      <ul>
        <li>read and answer with the keyboard alone, or by voice</li>
        <li>make the text much larger, or the window as narrow as a telephone, without scrolling sideways</li>
        <li>use the pages without scripts, and print them</li>
        <li>use your own colours, or a dark screen</li>
      </ul>
      <h2>How far we have come</h2>
      <p>
        The pages aim at the Web Content Accessibility Guidelines 2.2, level AA. Automatic checks run on them whenever Concord is
        changed. Automatic checks find only some problems. The pages have not yet been tested by people who use a screen reader,
        voice control or a switch, and no outside audit has been made, so we do not claim that they fully conform.
      </p>
      <h2>If something stops you</h2>
      <p>Tell us what you were trying to do and on which page. If you need a document in another form, or help to answer, ask.</p>
      <HelpLine site={site} />
    </>
  ),
};
