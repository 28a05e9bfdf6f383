import { useState, type ReactElement } from 'react';
import { endOneException, recordOneException, type GroupPage } from '../../shared/directory/api.ts';
import { COMPOSITION_RULE_WORDS, type CompositionRule } from '../../shared/directory/composition.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import { call } from '../platform/api-client.ts';
import { useForm } from '../platform/use-form.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { useDirectoryChanged } from './directory-queries.ts';

type Warning = GroupPage['warnings'][number];

/** What the rules find wanting, each with its rule; an agreed exception is said in place of the warning. */
export function CompositionWarnings({ page }: { page: GroupPage }): ReactElement | null {
  const [excepting, setExcepting] = useState<CompositionRule>();
  const mayManage = page.rights.includes('manage-seats');
  if (page.warnings.length === 0) return null;
  return (
    <section className="c-gap" aria-labelledby="warnings">
      <h2 className="c-h2" id="warnings">
        Warnings about who is in the group
      </h2>
      <div className="stack-s">
        {page.warnings.map((warning) => (
          <OneWarning
            key={`${warning.rule} ${warning.sentence}`}
            warning={warning}
            groupId={page.group.id}
            onExcept={mayManage ? () => setExcepting(warning.rule) : undefined}
          />
        ))}
      </div>
      {excepting ? <ExceptionDialog groupId={page.group.id} rule={excepting} onClose={() => setExcepting(undefined)} /> : null}
    </section>
  );
}

function OneWarning({
  warning: { rule, tone, sentence, exception },
  groupId,
  onExcept,
}: {
  warning: Warning;
  groupId: string;
  onExcept: (() => void) | undefined;
}): ReactElement {
  const changed = useDirectoryChanged();
  const end = async (exceptionId: string): Promise<void> => {
    await call(endOneException, { params: { groupId, exceptionId } });
    await changed();
  };
  return (
    <Notice tone={exception ? 'plain' : tone === 'error' ? 'err' : 'warn'} heading={sentence} level={3}>
      <p className="meta">The rule: {COMPOSITION_RULE_WORDS[rule]}</p>
      {exception ? (
        <p className="meta">
          Agreed exception, {exception.by}, {ukDate(exception.at)}: “{exception.reason}”
        </p>
      ) : null}
      {onExcept ? (
        <div className="c-acts">
          {exception ? (
            <Button small onClick={() => void end(exception.id)} hiddenWords={`to the rule: ${COMPOSITION_RULE_WORDS[rule]}`}>
              End the exception
            </Button>
          ) : (
            <Button small onClick={onExcept} hiddenWords={`to the rule: ${COMPOSITION_RULE_WORDS[rule]}`}>
              Record an agreed exception
            </Button>
          )}
        </div>
      ) : null}
    </Notice>
  );
}

function ExceptionDialog({
  groupId,
  rule,
  onClose,
}: {
  groupId: string;
  rule: CompositionRule;
  onClose: () => void;
}): ReactElement {
  const changed = useDirectoryChanged();
  const form = useForm({
    firstField: 'reason',
    check: ({ reason = '' }) => (reason.trim() === '' ? [{ field: 'reason', sentence: 'Write why this was agreed.' }] : []),
    send: ({ reason = '' }) => call(recordOneException, { params: { groupId }, body: { rule, reason } }),
    onDone: async () => {
      onClose();
      await changed();
    },
  });
  return (
    <Dialog open heading="Agreed exception to a rule" onClose={onClose}>
      <form noValidate onSubmit={form.onSubmit}>
        <ErrorSummary key={form.attempt} errors={form.errors} />
        <p>{COMPOSITION_RULE_WORDS[rule]}</p>
        <TextArea
          name="reason"
          label="Why may this group differ?"
          hint="Shown on this page with your name and recorded."
          rows={3}
          error={errorOf(form.errors, 'reason')}
        />
        <div className="c-acts">
          <Button kind="main" type="submit">
            {form.sending ? 'Recording…' : 'Record the exception'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
