import { HelpLine } from './frame.tsx';
import type { PublicPage } from './public-page.ts';

const HEADING = 'Privacy';

/** What is kept about those who read and those who answer, in plain words. */
export const privacyPage: PublicPage<object> = {
  heading: () => HEADING,
  Body: ({ site }) => (
    <>
      <h1>{HEADING}</h1>
      <p className="nhsuk-body-l">{site.organisation} runs these pages and decides what happens with what you send.</p>
      <h2>When you read</h2>
      <p>
        Reading sets no cookie and needs no account. There are no counters, adverts or files from other sites. The server’s log
        notes which kind of page was asked for and when; it does not hold what you write.
      </p>
      <h2>When you answer a consultation</h2>
      <p>
        We keep your comments, your answers, and what you tell us about yourself, so that every point can be answered and the
        decision can be explained. The form says what is published and lets you choose whether your name is.
      </p>
      <p>
        Your e-mail address, if you give it, is used to send you your receipt and news of what became of your response. It is
        never published.
      </p>
      <h2>Please leave out</h2>
      <p>Do not write anything that could identify a patient, such as a name with an illness, or an NHS number.</p>
      <h2>Your rights</h2>
      <p>
        You can ask to see what is kept about you, to have it put right, or to withdraw your response. What has already been
        relied on in a published decision stays in the record, without your name if you ask for that.
      </p>
      <HelpLine site={site} />
    </>
  ),
};
