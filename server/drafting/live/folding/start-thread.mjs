// A worker thread does not inherit the TypeScript loader of the process, so it registers one before its real entry.
import { register } from 'tsx/esm/api';

register();
await import('./fold-in-thread.ts');
