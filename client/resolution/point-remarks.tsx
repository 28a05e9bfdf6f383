import { useState, type FormEvent, type ReactElement } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { makeId } from '../../shared/kernel/ids.ts';
import { ukDate, ukTime } from '../../shared/kernel/instant.ts';
import { postRemark, type PointView } from '../../shared/resolution/api.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { pointKey } from './use-desk.ts';

/** What the group says to itself about a point; it never leaves the group (RES-5). */
export function PointRemarks({ point }: { point: PointView }): ReactElement {
  const queries = useQueryClient();
  const [words, setWords] = useState('');
  const [id, setId] = useState(makeId);
  const [error, setError] = useState<string>();
  const add = async (): Promise<void> => {
    if (words.trim() === '') return setError('Write your remark');
    try {
      await call(postRemark, { params: { pointId: point.id }, body: { id, words } });
      setWords('');
      setId(makeId());
      setError(undefined);
      await queries.invalidateQueries({ queryKey: pointKey(point.id) });
    } catch (thrown) {
      setError(asProblem(thrown).message);
    }
  };
  return (
    <div className="c-sec">
      <h3 className="c-h4">
        Remarks of the group <span className="meta">private, never published</span>
      </h3>
      {point.remarks.length > 0 ? (
        <ul className="c-list">
          {point.remarks.map((remark) => (
            <li key={remark.id}>
              <b>{remark.name}</b>{' '}
              <span className="meta">
                {ukDate(remark.madeAt)}, {ukTime(remark.madeAt)}
              </span>
              <p>{remark.words}</p>
            </li>
          ))}
        </ul>
      ) : null}
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextArea
          name="remark"
          label="Add a remark"
          rows={2}
          value={words}
          error={error}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Button small type="submit">
          Add remark
        </Button>
      </form>
    </div>
  );
}
