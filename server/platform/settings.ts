import { z } from 'zod';
import { resolve } from 'node:path';

const port = z.coerce.number().int().min(0).max(65535);
const flag = z.enum(['0', '1']).transform((value) => value === '1');

/** Every setting of an installation: environment name, meaning and default (PLT-41); anything else stops the start. */
const schema = z.object({
  PORT: port.default(3000).describe('TCP port of the web server; 0 picks a free one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address the web server listens on'),
  CONCORD_BASE_URL: z.url().optional().describe('public address of this installation, as people type it'),
  CONCORD_DATA_DIR: z.string().min(1).default('data').describe('folder of the embedded database, secrets and waiting mail'),
  CONCORD_KEY_DIR: z.string().min(1).default('keys').describe('folder of the signing keys, kept apart from data and its backups'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional()
    .describe('PostgreSQL 15 or later; without it the embedded database is used'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional()
    .describe('mail server; without it mails are kept as files in the data folder'),
  MAIL_FROM: z.string().min(3).default('Concord <concord@localhost>').describe('sender of mails'),
  ORGANISATION_NAME: z.string().min(1).max(80).default('Concord').describe('name in the header of public pages'),
  ORGANISATION_TELEPHONE: z
    .string()
    .max(40)
    .optional()
    .describe('telephone number for help with consultations, shown on public pages'),
  ORGANISATION_EMAIL: z.email().optional().describe('e-mail address for help with consultations, shown on public pages'),
  CONCORD_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('least serious message that is logged'),
  CONCORD_METRICS_PORT: port
    .min(1)
    .optional()
    .describe('TCP port on 127.0.0.1 that serves figures for Prometheus at /metrics; without it none is opened'),
  CONCORD_TRUST_PROXY: flag.default(false).describe('1 when a reverse proxy sets X-Forwarded-* headers'),
});

/** Settings as the house uses them: checked, with absolute folders. */
export type Settings = {
  port: number;
  host: string;
  baseUrl: string | undefined;
  dataDirectory: string;
  keyDirectory: string;
  databaseUrl: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  organisationName: string;
  organisationTelephone: string | undefined;
  organisationEmail: string | undefined;
  logLevel: z.infer<typeof schema>['CONCORD_LOG_LEVEL'];
  trustProxy: boolean;
  metricsPort: number | undefined;
};

/** Names this program reads that are not settings of its own (the platform's) but start like one. */
const OURS = /^(CONCORD_|SMTP_|DATABASE_URL$|MAIL_FROM$|ORGANISATION_)/;
const TEST_ONLY = new Set(['CONCORD_RUNS']); // depth of the property tests; read by tests alone

/** Reads and checks the settings; throws an Error with one sentence that names what is wrong (PLT-41). */
export function readSettings(environment: Record<string, string | undefined> = process.env): Settings {
  const known = new Set(Object.keys(schema.shape));
  const unknown = Object.keys(environment).filter((name) => OURS.test(name) && !known.has(name) && !TEST_ONLY.has(name));
  if (unknown.length > 0) throw new Error(`Unknown setting ${unknown[0]}. Known settings: ${[...known].join(', ')}.`);
  const given = Object.fromEntries(Object.entries(environment).filter(([name, value]) => known.has(name) && value !== ''));
  const read = schema.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new Error(`Setting ${issue?.path.join('.')} is wrong: ${issue?.message}.`);
  }
  const { data } = read;
  return {
    port: data.PORT,
    host: data.HOST,
    baseUrl: data.CONCORD_BASE_URL?.replace(/\/$/, ''),
    dataDirectory: resolve(data.CONCORD_DATA_DIR),
    keyDirectory: resolve(data.CONCORD_KEY_DIR),
    databaseUrl: data.DATABASE_URL,
    smtpUrl: data.SMTP_URL,
    mailFrom: data.MAIL_FROM,
    organisationName: data.ORGANISATION_NAME,
    organisationTelephone: data.ORGANISATION_TELEPHONE,
    organisationEmail: data.ORGANISATION_EMAIL,
    logLevel: data.CONCORD_LOG_LEVEL,
    trustProxy: data.CONCORD_TRUST_PROXY,
    metricsPort: data.CONCORD_METRICS_PORT,
  };
}

/** The settings with meaning and default, for documentation and `concord -- settings`. */
export function listSettings(): { name: string; meaning: string; standard: string }[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const standard = field.safeParse(undefined);
    return { name, meaning: field.description ?? '', standard: standard.success ? String(standard.data ?? '') : '' };
  });
}
