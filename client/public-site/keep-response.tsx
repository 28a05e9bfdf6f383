import type { ReactElement } from 'react';
import { Button } from '../ui/button.tsx';

/** A count with its noun: "1 point", "3 points". */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

/** Where to download what one wrote. */
export function KeepCopy({ reference }: { reference: string }): ReactElement {
  return (
    <>
      <h2>Keep a copy</h2>
      <ul>
        <li>
          <a href={`/respond/${reference}/copy.html`}>Download your response</a> (web page)
        </li>
        <li>
          <a href={`/respond/${reference}/copy.txt`}>Download your response as plain text</a>
        </li>
      </ul>
    </>
  );
}

/** The button that shows a private code. */
export function CodeButton({ reference }: { reference: string }): ReactElement {
  return (
    <form action={`/respond/${reference}/code`} method="post">
      <Button type="submit">Show a private code</Button>
    </form>
  );
}

/** The button that makes this browser forget a response. */
export function FinishedHere({ reference }: { reference: string }): ReactElement {
  return (
    <>
      <h2>On a shared computer?</h2>
      <form action={`/respond/${reference}/finished`} method="post">
        <Button type="submit">I have finished on this computer</Button>
      </form>
      <p>Nobody who uses this browser after you can then open your response. Note your reference or a private code first.</p>
    </>
  );
}
