import type { ReactElement } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { KEY_LIST } from './tool-keys.ts';

/** The keys of the draft room, in groups. */
export function KeysDialog({ open, onMac, onClose }: { open: boolean; onMac: boolean; onClose: () => void }): ReactElement {
  return (
    <Dialog open={open} heading="Keys" onClose={onClose}>
      <div className="c-keylist">
        {KEY_LIST.map(({ group, keys }) => (
          <section key={group}>
            <h3 className="c-h4">{group}</h3>
            <dl>
              {keys.map(([pressed, does]) => (
                <div key={does}>
                  <dt>
                    {pressed.map((key) => (
                      <kbd key={key}>{onMac ? key.replace('Ctrl', 'Command') : key}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="c-acts">
        <button className="c-btn" type="button" autoFocus onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
