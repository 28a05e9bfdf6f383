import type { ReactElement } from 'react';
import type { ListedVersion } from '../../shared/drafting/api.ts';
import { ukDate } from '../../shared/kernel/instant.ts';

const SHOWN = 4; // older ones are on the page of versions

/** The frozen versions in a row that ends in the live draft. */
export function VersionStrip({ documentId, versions }: { documentId: string; versions: readonly ListedVersion[] }): ReactElement {
  const shown = versions.slice(0, SHOWN).reverse();
  return (
    <nav className="c-versions" aria-label="Versions">
      <ol>
        {shown.map((version, index) => (
          <li key={version.id} className={index < shown.length - 1 ? 'frozen old' : 'frozen'}>
            <a href={`/app/documents/${documentId}/versions/${version.id}`}>
              {version.number} <span>{version.label || ukDate(version.madeAt)}</span>
            </a>
          </li>
        ))}
        <li className="live">
          <a href={`/app/documents/${documentId}`} aria-current="true">
            <b>Live draft</b> <span>{versions[0] ? `after version ${versions[0].number}` : 'nothing frozen yet'}</span>
          </a>
        </li>
        <li className="cmp">
          <a href={`/app/documents/${documentId}/versions`} className="c-versions__all">
            All versions
          </a>
        </li>
      </ol>
    </nav>
  );
}
