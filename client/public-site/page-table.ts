import { accessibilityPage } from './accessibility.tsx';
import { codePage, confirmEmailPage, donePage, sentPage, withdrawPage } from './after-sending.tsx';
import { checkPage } from './check-response.tsx';
import { comeBackPage } from './come-back.tsx';
import { commentPage } from './comment-form.tsx';
import { consultationPage } from './consultation.tsx';
import { consultedDocumentPage } from './consulted-document.tsx';
import { cookiesPage } from './cookies.tsx';
import { errorPage } from './error-page.tsx';
import { homePage } from './home.tsx';
import { copyPage, latePage } from './late-response.tsx';
import { privacyPage } from './privacy.tsx';
import type { PublicPage } from './public-page.ts';
import { groupsListPage, publishedPage } from './published.tsx';
import { releaseResponsesPage } from './release-responses.tsx';
import { releaseDifferencePage, releaseTextPage } from './release-text.tsx';
import { releasePage } from './release.tsx';
import { verifyPage } from './verify.tsx';
import { aboutYouPage, questionsPage, removePointPage } from './response-forms.tsx';

/** A page whose props were checked by the route that names it. */
export type AnyPublicPage = PublicPage<never>;

/** Every public page by the name its route gives; add a page as one line. Tests walk this table. */
export const pageTable: Readonly<Record<string, AnyPublicPage>> = {
  home: homePage,
  error: errorPage,
  accessibility: accessibilityPage,
  privacy: privacyPage,
  cookies: cookiesPage,
  consultation: consultationPage,
  'consulted-document': consultedDocumentPage,
  comment: commentPage,
  'remove-point': removePointPage,
  questions: questionsPage,
  'about-you': aboutYouPage,
  check: checkPage,
  sent: sentPage,
  'come-back': comeBackPage,
  code: codePage,
  withdraw: withdrawPage,
  'confirm-email': confirmEmailPage,
  done: donePage,
  late: latePage,
  'response-copy': copyPage,
  published: publishedPage,
  'groups-list': groupsListPage,
  release: releasePage,
  'release-text': releaseTextPage,
  'release-difference': releaseDifferencePage,
  'release-responses': releaseResponsesPage,
  verify: verifyPage,
};
