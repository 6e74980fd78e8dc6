import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';

/** Names of cookies, and whether they are `Secure`. */
export interface CookieNames {
  readonly session: string;
  readonly access: string;
  readonly secure: boolean;
}

/** Everything that is configured; read once at boot. Paths are absolute. */
export abstract class Config {
  abstract readonly host: string;
  abstract readonly port: number;
  /** Origin under which people reach the portal, without a slash at its end. */
  abstract readonly url: string;
  /** The data folder. */
  abstract readonly data: string;
  /** The folder of keys. */
  abstract readonly secrets: string;
  /** How many proxies in front of the portal may say whom they speak for. */
  abstract readonly trustedProxies: number;
  /** `smtp:` or `smtps:` URL; without one mails are only kept as files. */
  abstract readonly mailUrl: string | undefined;
  abstract readonly cookies: CookieNames;
}

/** A setting that cannot be used; the message is one line that says what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host name (IPv6 in brackets) is this machine's own. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname.toLowerCase());
}

const SERVICES = ['LOG', 'VIEWS', 'VAULT', 'JOBS', 'BLOBS', 'SIGNALS'] as const;
const TWINS = [...SERVICES, 'MAIL'].map((name) => `PORTICO_${name}_URL`);

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${String(least)} to ${String(most)}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

/* The adapters of the services profile are not there yet: saying so at boot is better than keeping data elsewhere than asked. */
const embeddedOnly = z
  .string()
  .refine((url) => url === 'embedded:', {
    error: ({ input }) =>
      `this version keeps everything in its data folder and cannot use ${schemeOf(String(input))} yet; leave it out`,
  })
  .optional();

const Environment = z.strictObject({
  PORTICO_HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  PORTICO_PORT: wholeNumber(1, 65_535).default(3000),
  PORTICO_URL: z
    .string()
    .refine(isOrigin, 'must be an address such as https://portal.example.com, without a path')
    .optional(),
  PORTICO_DATA: z.string().min(1, 'must not be empty').default('./data'),
  PORTICO_SECRETS: z.string().min(1, 'must not be empty').optional(),
  PORTICO_TRUSTED_PROXIES: wholeNumber(0, 100).default(0),
  PORTICO_ALLOW_HTTP: z.enum(['0', '1'], 'must be 0 or 1').default('0'),
  PORTICO_LOG_URL: embeddedOnly,
  PORTICO_VIEWS_URL: embeddedOnly,
  PORTICO_VAULT_URL: embeddedOnly,
  PORTICO_JOBS_URL: embeddedOnly,
  PORTICO_BLOBS_URL: embeddedOnly,
  PORTICO_SIGNALS_URL: embeddedOnly,
  PORTICO_MAIL_URL: z
    .string()
    .refine((url) => URL.canParse(url) && ['smtp:', 'smtps:'].includes(new URL(url).protocol), {
      error: 'must be an smtp: or smtps: address such as smtp://user:password@mail.example.com:587',
    })
    .optional(),
});

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads all `PORTICO_*` variables; `PORTICO_TEST_*` belong to the tests.
 *
 * @param cwd what relative paths start from
 * @throws ConfigError
 */
export function readConfig(variables: Variables, cwd: string): Config {
  const own = Object.entries(variables).filter(
    ([name]) => name.startsWith('PORTICO_') && !name.startsWith('PORTICO_TEST_'),
  );
  const parsed = Environment.safeParse(withTwins(Object.fromEntries(own), cwd));
  if (!parsed.success) throw new ConfigError(oneLine(parsed.error));
  const settings = parsed.data;
  const port = settings.PORTICO_PORT;
  const data = resolve(cwd, settings.PORTICO_DATA);
  const url = new URL(settings.PORTICO_URL ?? `http://localhost:${String(port)}`);
  return {
    host: settings.PORTICO_HOST,
    port,
    url: url.origin,
    data,
    secrets: settings.PORTICO_SECRETS === undefined ? resolve(data, 'keys') : resolve(cwd, settings.PORTICO_SECRETS),
    trustedProxies: settings.PORTICO_TRUSTED_PROXIES,
    mailUrl: settings.PORTICO_MAIL_URL,
    cookies: cookieNames(url, settings.PORTICO_ALLOW_HTTP === '1'),
  };
}

/** {@link readConfig} for this process; `defaults` stand where the environment says nothing. */
export function processConfig(defaults: Variables = {}): Config {
  return readConfig({ ...defaults, ...process.env }, process.cwd());
}

/** Browsers drop `Secure` cookies from plain http except on this machine itself: sign-in would go in a circle. */
function cookieNames(url: URL, allowHttp: boolean): CookieNames {
  if (url.protocol === 'https:' || isLoopback(url.hostname)) {
    return { session: '__Host-portico-session', access: '__Host-portico-access', secure: true };
  }
  if (!allowHttp) {
    throw new ConfigError(
      `PORTICO_URL: ${url.origin} is not encrypted; use https, or set PORTICO_ALLOW_HTTP=1 for a network that you trust.`,
    );
  }
  return { session: 'portico-session', access: 'portico-access', secure: false };
}

/** Takes the content of the file that a `…_FILE` twin names as the setting's value. */
function withTwins(own: Record<string, string | undefined>, cwd: string): Record<string, string | undefined> {
  const settings = { ...own };
  for (const name of TWINS) {
    const twin = `${name}_FILE`;
    const file = settings[twin];
    if (file === undefined) continue;
    if (settings[name] !== undefined) throw new ConfigError(`${name} and ${twin} are both set; keep one of them.`);
    Reflect.deleteProperty(settings, twin);
    settings[name] = contentOf(twin, resolve(cwd, file));
  }
  return settings;
}

function contentOf(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new ConfigError(`${name}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, href, origin } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && href === `${origin}/`;
}

function schemeOf(text: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0] ?? 'such an address';
}

function oneLine(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') {
    return `${issue.keys.join(', ')}: no such setting; docs/operations.md lists them all.`;
  }
  return `${issue?.path.join('.') ?? 'PORTICO'}: ${issue?.message ?? 'cannot be used'}.`;
}
