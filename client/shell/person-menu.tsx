import { useEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import { useNavigate } from 'react-router';
import { hasUnsent, keep, readKept } from '../platform/browser-storage.ts';
import { Button } from '../ui/button.tsx';
import { turnAnnouncements } from '../ui/live-announcer.tsx';
import { PersonMark, peopleColour } from '../ui/person-mark.tsx';
import { useSignOut, type SignedInPerson } from './sign-in-state.ts';

const SPOKEN = 'spoken-news';

/** The signed-in person's name, opening to what they can do about being signed in. */
export function PersonMenu({ person }: { person: SignedInPerson }): ReactElement {
  const signOut = useSignOut();
  const [failed, setFailed] = useState(false);
  const details = useClosingDetails();
  const navigate = useNavigate();
  const leave = (): void => {
    if (hasUnsent(person.id)) void navigate('/sign-out');
    else void signOut(person.id).catch(() => setFailed(true));
  };
  return (
    <details className="c-person" ref={details}>
      <summary className="c-topbtn">
        <PersonMark name={person.name} colour={peopleColour(person.id)} />
        <span className="lbl">{person.name}</span>
      </summary>
      <div className="c-person__box">
        <p>
          Signed in as <b>{person.name}</b>
        </p>
        <p>
          <a href="/app/account">Your account</a>
        </p>
        <SpokenNews />
        {failed ? <p role="alert">You are still signed in: we could not reach Concord. Try again.</p> : null}
        <Button onClick={leave}>Sign out</Button>
      </div>
    </details>
  );
}

/** The switch for what pages say aloud: who joined, what changed near, whether words are saved (PLT-33). */
function SpokenNews(): ReactElement {
  const [on, setOn] = useState(() => readKept(SPOKEN) !== false);
  useEffect(() => turnAnnouncements(on), [on]);
  const toggle = (): void => {
    keep(SPOKEN, !on);
    setOn(!on);
  };
  return (
    <p>
      <Button small aria-pressed={on} onClick={toggle}>
        Spoken news
      </Button>
    </p>
  );
}

/** A `details` that closes when the person presses Escape or somewhere else. */
function useClosingDetails(): RefObject<HTMLDetailsElement | null> {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const onPress = (event: MouseEvent): void => {
      const inside = event.target instanceof Node && details.current?.contains(event.target);
      if (!inside && details.current) details.current.open = false;
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !details.current?.open) return;
      details.current.open = false;
      details.current.querySelector('summary')?.focus();
    };
    document.addEventListener('click', onPress);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('click', onPress);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  return details;
}
