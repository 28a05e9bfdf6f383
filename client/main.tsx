import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { sweepStores } from './platform/browser-storage.ts';
import { sweepAnswers } from './platform/kept-answers.ts';
import { makeQueryClient } from './platform/query-client.ts';
import { refuseInlineStyles } from './shell/refuse-inline-styles.ts';
import { makeRouter } from './shell/route-table.tsx';
import './ui/staff.css';

refuseInlineStyles();
sweepStores(Date.now());
sweepAnswers(Date.now());
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={makeQueryClient()}>
      <RouterProvider router={makeRouter()} />
    </QueryClientProvider>
  </StrictMode>,
);
