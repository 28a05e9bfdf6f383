import type { ReactElement } from 'react';
import { ukDate } from '../../shared/kernel/instant.ts';
import type { TrailStep } from '../../shared/kernel/page-frame.ts';
import type { ReleaseHead } from '../../shared/publishing/release-pages.ts';

/** A calendar day like 2027-04-01 as people read it. */
export function dayInWords(day: string): string {
  return ukDate(`${day}T12:00:00.000Z`);
}

/** The way to a page of a release. */
export function releaseTrail({ reference, number, title }: ReleaseHead, inside: boolean): TrailStep[] {
  const way = [
    { words: 'Home', href: '/' },
    { words: 'Published', href: '/published' },
  ];
  return inside ? [...way, { words: title, href: `/p/${reference}/${number}` }] : way;
}

/** What is true of a release now: in force from a day, or replaced by another (PUB-7). */
export function ReleaseState({ head }: { head: ReleaseHead }): ReactElement {
  const { replacedBy, number, versionNumber, effectiveOn, contractYear, reviewOn } = head;
  return (
    <div className={replacedBy?.inForce ? 'cc-state cc-state--closed' : 'cc-state'}>
      <p>
        <strong className={`nhsuk-tag cc-tag cc-tag--${replacedBy?.inForce ? 'note' : 'ok'}`}>
          {replacedBy?.inForce ? 'Replaced' : 'Published'}
        </strong>{' '}
        Release {number} (version {versionNumber}), in force from {dayInWords(effectiveOn)}. Contract year {contractYear}.{' '}
        {replacedBy ? <Replaced by={replacedBy} /> : <>Its review starts on {dayInWords(reviewOn)}.</>}
      </p>
    </div>
  );
}

function Replaced({ by }: { by: NonNullable<ReleaseHead['replacedBy']> }): ReactElement {
  return (
    <>
      <a href={by.href}>Release {by.number}</a> {by.inForce ? 'has replaced this one since' : 'replaces this one from'}{' '}
      {dayInWords(by.effectiveOn)}. What stands here is kept as it was.
    </>
  );
}

/** The fingerprint of the released text and where to check it. */
export function Fingerprint({ head }: { head: ReleaseHead }): ReactElement {
  return (
    <p className="cc-meta">
      Version {head.versionNumber}, published on {ukDate(head.publishedAt)}. Fingerprint{' '}
      <span className="cc-mono cc-wrap">{head.fingerprint}</span>.{' '}
      <a href={`/verify?fingerprint=${head.hash.slice(0, 16)}`}>Check it</a>.
    </p>
  );
}
