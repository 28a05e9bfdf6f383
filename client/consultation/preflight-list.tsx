import { useState, type ReactElement, type ReactNode } from 'react';
import type { PackableVersion } from '../../shared/consultation/api.ts';
import type { LengthWarning } from '../../shared/consultation/length-warnings.ts';
import { timeAndDate } from '../../shared/consultation/uk-time.ts';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/tag.tsx';
import { TextField } from '../ui/text-field.tsx';

type PreflightProps = {
  faults: readonly FieldError[];
  warnings: readonly LengthWarning[];
  looked: Readonly<Record<string, string>>;
  versions: readonly PackableVersion[];
  onLook: (code: string, reason: string) => void;
};

/** What must be put right, what needs a look, and what is in place before a consultation opens. */
export function PreflightList({ faults, warnings, looked, versions, onLook }: PreflightProps): ReactElement {
  const toPutRight = faults.filter(({ field }) => !field.startsWith('look-'));
  return (
    <section className="c-box c-box--flush" aria-labelledby="before">
      <h2 className="c-h2 c-preflight__h" id="before">
        Before it can open
      </h2>
      <ol className="c-pf">
        {toPutRight.map(({ field, sentence }) => (
          <Row key={`${field} ${sentence}`} tag={<Tag tone="err">Put right</Tag>} heading={sentence}>
            <a href={`#${field}`}>Go to it</a>
          </Row>
        ))}
        {warnings.map((warning) => (
          <WarningRow key={warning.code} warning={warning} reason={looked[warning.code]} onLook={onLook} />
        ))}
        {versions.map(({ id, documentId, documentTitle, number, frozenAt, fingerprint }) => (
          <Row
            key={id}
            tag={<Tag tone="on">In place</Tag>}
            heading={`Version ${number} of ${documentTitle} is frozen`}
            detail={`${timeAndDate(frozenAt)}. Fingerprint ${fingerprint}. The public page will not change by one byte.`}
          >
            <a href={`/app/documents/${documentId}/versions/${id}`}>Read it</a>
          </Row>
        ))}
      </ol>
    </section>
  );
}

function Row({
  id,
  tag,
  heading,
  detail,
  children,
}: {
  id?: string;
  tag: ReactNode;
  heading: string;
  detail?: string;
  children?: ReactNode;
}): ReactElement {
  return (
    <li id={id} tabIndex={id === undefined ? undefined : -1}>
      <div>{tag}</div>
      <div>
        <h3 className="c-h4">{heading}</h3>
        {detail ? <p className="meta">{detail}</p> : null}
      </div>
      <div className="c-acts">{children}</div>
    </li>
  );
}

function WarningRow({
  warning,
  reason,
  onLook,
}: {
  warning: LengthWarning;
  reason: string | undefined;
  onLook: PreflightProps['onLook'];
}): ReactElement {
  const [line, setLine] = useState('');
  const [tried, setTried] = useState(false);
  const { code, sentence, detail } = warning;
  if (reason)
    return (
      <Row id={`look-${code}`} tag={<Tag tone="on">Looked at</Tag>} heading={sentence} detail={`${detail} Kept: ${reason}`}>
        <Button small kind="quiet" hiddenWords={sentence} onClick={() => onLook(code, '')}>
          Look again
        </Button>
      </Row>
    );
  const keep = (): void => {
    setTried(true);
    if (line.trim() !== '') onLook(code, line.trim());
  };
  return (
    <li id={`look-${code}`} tabIndex={-1}>
      <div>
        <Tag tone="warn">Look at</Tag>
      </div>
      <div>
        <h3 className="c-h4">{sentence}</h3>
        <p className="meta">{detail}</p>
        <TextField
          name={`line-${code}`}
          label="Why it stays so"
          hint="One line. It is recorded with your name."
          value={line}
          error={tried && line.trim() === '' ? 'Write why it stays so' : undefined}
          onChange={(event) => setLine(event.target.value)}
        />
      </div>
      <div className="c-acts">
        <Button small hiddenWords={`at: ${sentence}`} onClick={keep}>
          Keep, I have looked
        </Button>
        <a href="#closes">Move the dates</a>
      </div>
    </li>
  );
}
