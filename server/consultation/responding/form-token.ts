import { createHmac, timingSafeEqual } from 'node:crypto';

const LEAST_SECONDS = 2; // nobody reads a response back faster; a person who does is only looked at, never refused

/** Makes and judges the token of the form that sends a response (CON-41). */
export type FormTokens = {
  /** A token that says which draft's form was drawn, and when. */
  draw(draftId: string, drawnAt: string): string;
  /** What is odd about a token that came back; nothing for a usual one. */
  oddities(token: string, draftId: string, arrivedAt: string): string[];
};

/** Opens the tokens over a secret of the installation. */
export function openFormTokens(secret: string): FormTokens {
  const sign = (draftId: string, drawnAt: string): string =>
    createHmac('sha256', secret).update(`${draftId} ${drawnAt}`).digest('base64url');
  return {
    draw: (draftId, drawnAt) => `${drawnAt}.${sign(draftId, drawnAt)}`,
    oddities(token, draftId, arrivedAt) {
      const split = token.lastIndexOf('.');
      const drawnAt = token.slice(0, Math.max(0, split));
      if (!isSame(token.slice(split + 1), sign(draftId, drawnAt))) return ['form-not-ours'];
      const seconds = (Date.parse(arrivedAt) - Date.parse(drawnAt)) / 1000;
      return seconds < LEAST_SECONDS ? ['too-fast'] : [];
    },
  };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
