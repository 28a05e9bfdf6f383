import type { ReactElement } from 'react';
import type { FieldError, PublicSection, SiteFacts, TrailStep } from '../../shared/kernel/page-frame.ts';

/**
 * One public page: what its frame says and how its body is drawn. It is plain HTML made on the server: no hooks, no handlers,
 * no `style` attribute, and a form for everything that can be done.
 */
export type PublicPage<P> = {
  /** The page's h1; the title is made from it. */
  heading: (props: P) => string;
  section?: PublicSection;
  trail?: (props: P) => TrailStep[];
  back?: (props: P) => TrailStep;
  /** What is to be put right, for the title; the body draws the summary itself, where the page's order wants it. */
  errors?: (props: P) => readonly FieldError[];
  wide?: boolean;
  /** A further class of `main`. */
  mainClass?: string;
  Body: (props: P & { site: SiteFacts }) => ReactElement;
};
