import { createRoot } from 'react-dom/client';
import { PublicFrame } from '../../../client/public-site/frame.tsx';
import '../../../client/public-site/public-site.css';
import { PlainParts } from './plain-parts.tsx';

const site = {
  organisation: 'Example Commissioning',
  organisationNote: 'example organisation',
  exampleNotice: 'Example page. Everything here is made up.',
  telephone: '01632 960123',
  email: 'help@example.org',
};

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <PublicFrame site={site} section="consultations" signedInAs="A. Example">
      <h1>Parts of the public pages</h1>
      <PlainParts />
    </PublicFrame>,
  );
}
