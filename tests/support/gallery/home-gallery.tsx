import { createRoot } from 'react-dom/client';
import { PublicFrame } from '../../../client/public-site/frame.tsx';
import { homePage } from '../../../client/public-site/home.tsx';
import '../../../client/public-site/public-site.css';
import type { HomePageProps } from '../../../shared/publishing/pages.ts';

const site = {
  organisation: 'Example Commissioning',
  organisationNote: 'example organisation',
  telephone: '01632 960123',
  telephoneHours: '9am to 5pm, Monday to Friday',
  email: 'help@example.org',
};

const LONG = 'Highly specialised reconstructive musculoskeletal oncology rehabilitation and endoprosthetic replacement services';

const props: HomePageProps = {
  open: [
    {
      href: '/c/1',
      title: 'Home dialysis: who should be offered it',
      summary: 'Which patients can have dialysis at home.',
      about: 'Clinical commissioning policy. Example group.',
      closesAt: '2026-11-29T23:59:00.000Z',
      daysLeft: 6,
    },
    {
      href: '/c/2',
      title: LONG,
      summary: 'What every hospital must provide.',
      about: 'Service specification. Example group.',
      closesAt: '2026-12-14T23:59:00.000Z',
      daysLeft: 21,
    },
  ],
  opensSoon: [],
  closed: [
    {
      href: '/c/2026-3',
      title: 'Burn care for children',
      about: 'Burn Care group, Trauma programme.',
      closedAt: '2026-10-30T23:59:00.000Z',
    },
  ],
  recent: [
    {
      href: '/p/1',
      title: 'Haemophilia: service specification',
      what: 'Policy, version 9',
      publishedAt: '2026-11-16T09:00:00.000Z',
    },
  ],
  programmes: [
    {
      name: 'Cancer and blood',
      openConsultations: 1,
      groups: [
        { name: 'Sarcoma', href: '/groups-list/sarcoma' },
        { name: LONG, href: '/groups-list/long' },
      ],
    },
    { name: 'Trauma', openConsultations: 0, groups: [{ name: 'Burn care', href: '/groups-list/burns' }] },
  ],
};

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <PublicFrame site={site} section="consultations" mainClass={homePage.mainClass}>
      <homePage.Body {...props} site={site} />
    </PublicFrame>,
  );
}
