import type { z } from 'zod';

/** How a path of the API is read, checked and answered; both ends and the printed OpenAPI use this one object. */
export type Endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType> = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Express path, e.g. `/api/documents/:documentId/versions`. */
  path: string;
  /** Name of the right a caller needs (see `shared/identity/rules.ts`), `signed-in` or `anyone`. */
  right: string;
  params: P;
  query: Q;
  body: B;
  output: O;
};

/** Declares an endpoint, keeping the exact types of its schemas. */
export function endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  contract: Endpoint<P, Q, B, O>,
): Endpoint<P, Q, B, O> {
  return contract;
}
