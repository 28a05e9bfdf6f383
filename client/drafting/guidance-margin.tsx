import type { ReactElement } from 'react';
import { requiredSections, type SectionState } from '../../shared/drafting/section-state.ts';
import type { Product } from '../../shared/drafting/templates/template.ts';

type GuidanceMarginProps = {
  template: string;
  product: Product | undefined;
  /** The section the caret is in. */
  section: SectionState | undefined;
  sections: readonly SectionState[];
  /** While reading there is no caret, and so no section to guide through. */
  writing: boolean;
  onGo: (blockId: string) => void;
  /** What people suggest, to be decided. */
  suggestions: ReactElement;
  /** Paragraphs that are too long to be frozen. */
  tooLong: ReactElement;
  /** What is wrong with the references between clauses. */
  references: ReactElement;
};

/** What the template says about the section being written, what is still empty, and the rules for this kind of document. */
export function GuidanceMargin(props: GuidanceMarginProps): ReactElement {
  const { template, product, section, sections, writing, onGo, suggestions, references, tooLong } = props;
  const left = requiredSections(sections).filter(({ state }) => state === 'empty');
  return (
    <aside className="c-pane c-margin" aria-label="Beside the text" tabIndex={0}>
      <div className="c-notes">
        {tooLong}
        {writing ? (
          <section className="c-card c-card--on" aria-labelledby="guidance">
            <h2 className="c-h4" id="guidance">
              {section ? `Guidance: ${section.heading}` : 'Guidance'}
            </h2>
            {section ? <SectionGuidance section={section} /> : <p>Put the cursor in a section to see what belongs there.</p>}
            <p className="meta">From the template “{template}”.</p>
          </section>
        ) : null}
        {suggestions}
        {references}
        {left.length > 0 ? (
          <section className="c-card" aria-labelledby="left">
            <h2 className="c-h4" id="left">
              Still empty: {left.length}
            </h2>
            <ul className="c-chk">
              {left.map(({ key, heading, blockId }) => (
                <li key={key}>
                  <button type="button" className="c-aslink" onClick={() => (blockId ? onGo(blockId) : undefined)}>
                    {heading}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        {product && product.checks.length > 0 ? (
          <details className="c-card">
            <summary>Rules for this kind of document: {product.checks.length}</summary>
            <ul className="c-chk">
              {product.checks.map(({ id, rule, severity }) => (
                <li key={id}>
                  {rule} <span className="meta">{SEVERITY[severity]}</span>
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
    </aside>
  );
}

const SEVERITY = { error: 'Needed before the next stage.', warning: 'Answer it, or say why not.', info: 'For information.' };

function SectionGuidance({ section }: { section: SectionState }): ReactElement {
  return (
    <>
      <p>{section.guidance ?? 'The template asks for this section and says no more about it.'}</p>
      <p className="meta">{section.required ? 'This section is required.' : 'This section is optional.'}</p>
    </>
  );
}
