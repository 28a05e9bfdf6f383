import type { PublicPage } from './public-page.ts';

const HEADING = 'Cookies';

/** Which cookies there are, for whom, and what each is for. */
export const cookiesPage: PublicPage<object> = {
  heading: () => HEADING,
  Body: () => (
    <>
      <h1>{HEADING}</h1>
      <p className="nhsuk-body-l">If you only read, no cookie is set.</p>
      <h2>When you start a response</h2>
      <p>
        One cookie ties your browser to the response you have begun, so that your points are there when you go on. It holds a
        random key and nothing about you. No other site can read it.
      </p>
      <h2>When you sign in</h2>
      <p>One cookie keeps a member of a group signed in. It is removed when you sign out.</p>
      <p>
        Drafts that a member opens are also kept on the device, so that they can go on without a connection. They go when the
        member signs out, and after 14 days in which nobody opens them. On a shared computer, as said when signing in, nothing is
        kept.
      </p>
      <h2>What there is not</h2>
      <p>No cookie counts visits, follows you to other sites, or shows adverts. So there is nothing to agree to or refuse.</p>
    </>
  ),
};
