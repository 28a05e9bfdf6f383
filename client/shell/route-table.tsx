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
    path: '/documents/:documentId/title',
    openTo: 'signed-in',
    layout: 'column',
    load: async () => (await import('../pages/document-title.tsx')).DocumentTitlePage,
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
