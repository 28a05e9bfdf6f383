import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { AppFrame } from './app-frame.tsx';
import { APP_BASE } from './client-links.ts';
import { ErrorPage } from './error-page.tsx';
import { LoadingPage } from './loading-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';

/** One address of the staff application. */
export type PageRoute = {
  /** Behind `/app`, for instance `/documents/:documentId`. */
  path: string;
  /** `anyone` may open it without signing in; everything else asks first. */
  openTo: 'anyone' | 'signed-in';
  /** `column` is a page with margins; `room` fills the window and lays itself out. */
  layout: 'column' | 'room';
  /** Fetches the page's own piece of the application when it is first opened. */
  load: () => Promise<ComponentType>;
};

// Add a page as one line:
// { path: '/groups', openTo: 'signed-in', layout: 'column', load: async () => (await import('../pages/groups.tsx')).GroupsPage },
/** Every page of the staff application; tests walk this list. */
export const pageRoutes: readonly PageRoute[] = [
  { path: '/', openTo: 'signed-in', layout: 'column', load: async () => (await import('../pages/home.tsx')).HomePage },
  { path: '/sign-in', openTo: 'anyone', layout: 'column', load: async () => (await import('../pages/sign-in.tsx')).SignInPage },
  {
    path: '/sign-in-link',
    openTo: 'anyone',
    layout: 'column',
    load: async () => (await import('../pages/sign-in-link.tsx')).SignInLinkPage,
  },
  {
    path: '/use-link',
    openTo: 'anyone',
    layout: 'column',
    load: async () => (await import('../pages/use-link.tsx')).UseLinkPage,
  },
  {
    path: '/first-administrator',
    openTo: 'anyone',
    layout: 'column',
    load: async () => (await import('../pages/first-administrator.tsx')).FirstAdministratorPage,
  },
  {
    path: '/invitation',
    openTo: 'anyone',
    layout: 'column',
    load: async () => (await import('../pages/accept-invitation.tsx')).AcceptInvitationPage,
  },
  {
    path: '/sign-out',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/sign-out.tsx')).SignOutPage,
  },
  {
    path: '/account',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/account.tsx')).AccountPage,
  },
  {
    path: '/who-can-do-what',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/who-can-do-what.tsx')).WhoCanDoWhatPage,
  },
  { path: '/people', openTo: 'signed-in', layout: 'column', load: async () => (await import('../pages/people.tsx')).PeoplePage },
  {
    path: '/people/invite',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/invite-person.tsx')).InvitePersonPage,
  },
  { path: '/groups', openTo: 'signed-in', layout: 'column', load: async () => (await import('../pages/groups.tsx')).GroupsPage },
  {
    path: '/groups/new',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/new-group.tsx')).NewGroupPage,
  },
  {
    path: '/groups/:groupId',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/group.tsx')).GroupPage,
  },
  {
    path: '/groups/:groupId/give-seat',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/give-seat.tsx')).GiveSeatPage,
  },
  {
    path: '/groups/:groupId/close',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/close-group.tsx')).CloseGroupPage,
  },
  {
    path: '/groups/:groupId/seats/:seatId/end',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/end-seat.tsx')).EndSeatPage,
  },
  {
    path: '/work-programme',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/work-programme.tsx')).WorkProgrammePage,
  },

  {
    path: '/documents',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/documents.tsx')).DocumentsPage,
  },
  {
    path: '/documents/new',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/make-document.tsx')).MakeDocumentPage,
  },
  {
    path: '/documents/bring-in-word',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/import-word.tsx')).ImportWordPage,
  },
  {
    path: '/documents/:documentId',
    openTo: 'signed-in',
    layout: 'room',
    load: async () => (await import('../pages/draft-room.tsx')).DraftRoomPage,
  },
  {
    path: '/documents/:documentId/editors',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/document-editors.tsx')).DocumentEditorsPage,
  },
  {
    path: '/documents/:documentId/erase-words',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/erase-words.tsx')).EraseWordsPage,
  },
  {
    path: '/documents/:documentId/versions',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/document-versions.tsx')).DocumentVersionsPage,
  },
  {
    path: '/documents/:documentId/versions/:versionId',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/read-version.tsx')).ReadVersionPage,
  },
  {
    path: '/documents/:documentId/record',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/document-record.tsx')).DocumentRecordPage,
  },
  {
    path: '/documents/:documentId/changes',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/document-changes.tsx')).DocumentChangesPage,
  },
  {
    path: '/documents/:documentId/changes/:day',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/day-changes.tsx')).DayChangesPage,
  },
  {
    path: '/documents/:documentId/title',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/document-title.tsx')).DocumentTitlePage,
  },
  {
    path: '/consultations/:consultationId',
    openTo: 'signed-in',
    layout: 'room',
    load: async () => (await import('../pages/resolution-desk.tsx')).ResolutionDeskPage,
  },
  {
    path: '/documents/:documentId/sign-off',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/document-sign-off.tsx')).DocumentSignOffPage,
  },
  {
    path: '/documents/:documentId/release',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/release.tsx')).ReleasePage,
  },
  {
    path: '/sign-offs/:signOffId',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/sign-version.tsx')).SignVersionPage,
  },
  {
    path: '/documents/:documentId/open-consultation',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/open-consultation.tsx')).OpenConsultationPage,
  },
  {
    path: '/consultations',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/consultations.tsx')).ConsultationsPage,
  },
  {
    path: '/consultations/:consultationId/more-time',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/more-time.tsx')).MoreTimePage,
  },
];

/** Builds the router over the list of pages, all inside the one frame. */
export function makeRouter(): ReturnType<typeof createBrowserRouter> {
  const pages: RouteObject[] = pageRoutes.map(({ path, openTo, layout, load }) => ({
    path,
    handle: { openTo, layout } satisfies RouteHandle,
    lazy: async () => ({ Component: await load() }),
    ErrorBoundary: ErrorPage,
  }));
  const frame: RouteObject = {
    Component: AppFrame,
    ErrorBoundary: ErrorPage,
    HydrateFallback: LoadingPage,
    children: [
      ...pages,
      { path: '*', Component: NotFoundPage, handle: { openTo: 'anyone', layout: 'column' } satisfies RouteHandle },
    ],
  };
  return createBrowserRouter([frame], { basename: APP_BASE });
}

/** What the frame reads from the page it holds. */
export type RouteHandle = Pick<PageRoute, 'openTo' | 'layout'>;
