import pino, { type Logger } from 'pino';

/** The house's log: JSON lines, never tokens, passwords, e-mail addresses or the text people write (PLT-8). */
export type Log = Logger;

/** Opens the log at a level; times are ISO 8601 in UTC. */
export function openLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['password', 'token', 'code', 'email', 'cookie', 'authorization', '*.password', '*.token', '*.email'],
      censor: '[kept out]',
    },
  });
}
