import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { ProblemCode } from '#contracts';
import { pagePolicy } from './security-headers.js';

interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { name: string; in: string; required: boolean; description?: string; schema: object }[];
  readonly requestBody?: { content: Record<string, { schema: object }> };
  readonly responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

/** Codes that any operation may answer, and what to do about them. */
const CODES: Readonly<Record<string, string>> = {
  'invalid-request':
    'A field is missing, unknown or not as declared; `errors` names each. Correct it and send it again.',
  'bad-request': 'The request is no well-formed HTTP or JSON.',
  'signed-out': 'There is no session, or it has ended. Sign in.',
  forbidden: 'The person may see this, but not do it.',
  'not-found': 'There is nothing, or it belongs to others; the two answers are the same.',
  'cross-site-request': 'A write with cookies needs the portal’s own `Origin` and `X-Portico-Request: 1`.',
  'version-required': 'Read the thing and send its version in `If-Match`.',
  'idempotency-key-reused': 'The key was used with another body. Use a new key for a new command.',
  'too-busy': 'Wait as `Retry-After` says and send the same request again.',
  'outcome-unknown': 'Send the same request with the same `Idempotency-Key`: it is never done twice.',
  'log-unavailable': 'Nothing was done. Wait as `Retry-After` says and send the same request again.',
  'unsupported-media-type': 'Send `Content-Type: application/json`.',
  'too-large': 'Bodies may have 1 MB.',
};

const OTHERS = '`detail` says what to do.';

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
code,pre{font:0.875rem/1.45 ui-monospace,monospace}pre{overflow-x:auto;padding:.75rem;border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:.5rem}
section{border-top:1px solid color-mix(in srgb,currentColor 20%,transparent);padding-top:1rem;margin-top:2rem}h3 code{font-size:1rem}
nav{columns:3 14rem}nav a{display:block}td,th{text-align:start;vertical-align:top;padding:.25rem 1rem .25rem 0}`;

/** A page that lists every operation; it loads nothing and runs nothing. */
export function docsPage(reply: FastifyReply, description: Record<string, unknown>): void {
  const document = resolved(description, description) as Record<string, unknown>;
  const nonce = randomBytes(16).toString('base64');
  const operations = Object.entries(document['paths'] as Record<string, Record<string, Described>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, described]) => ({ method: method.toUpperCase(), path, described })),
  );
  const links = operations
    .map(({ described }) => `<a href="#${described.operationId}">${described.operationId}</a>`)
    .join('');
  const codes = ProblemCode.options.map(
    (code) => `<tr id="problem-${code}"><td><code>${code}</code></td><td>${text(CODES[code] ?? OTHERS)}</td></tr>`,
  );
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Portico API</title><style nonce="${nonce}">${STYLE}</style></head><body><h1>Portico API</h1>
<p>For programs: <a href="/api/openapi.json">OpenAPI 3.1</a>. ${text(String((document['info'] as Record<string, unknown>)['description']))}</p>
<nav aria-label="Operations">${links}</nav>${operations.map(section).join('')}
<section><h2>Problems</h2><table><tbody>${codes.join('')}</tbody></table></section></body></html>`;
  void reply.type('text/html; charset=utf-8').header('content-security-policy', pagePolicy(nonce)).send(page);
}

function section({ method, path, described }: { method: string; path: string; described: Described }): string {
  const { operationId, summary, parameters, requestBody, responses } = described;
  const rows = parameters.map(
    (one) =>
      `<tr><td><code>${text(one.name)}</code></td><td>${one.in}${one.required ? ', required' : ''}</td><td>${text(one.description ?? '')}</td></tr>`,
  );
  const answers = Object.entries(responses).map(
    ([status, { description }]) => `<tr><td><code>${status}</code></td><td>${text(description)}</td></tr>`,
  );
  const done = Object.entries(responses)[0]?.[1].content?.['application/json']?.schema;
  return `<section id="${operationId}"><h2>${operationId}</h2><h3><code>${method} ${text(path)}</code></h3><p>${text(summary)}.</p>
${rows.length > 0 ? `<table><tbody>${rows.join('')}</tbody></table>` : ''}${schema('Body', requestBody?.content['application/json']?.schema)}
${schema('Answer', done)}<table><tbody>${answers.join('')}</tbody></table></section>`;
}

/** A copy in which each reference is what it refers to. */
function resolved(value: unknown, document: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(one, document));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref } = value as { $ref?: unknown };
  if (typeof $ref === 'string') return resolved(referred($ref, document), document);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, document)]));
}

function referred(reference: string, document: Record<string, unknown>): unknown {
  const keys = reference.replace('#/', '').split('/');
  return keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], document);
}

function schema(title: string, of: object | undefined): string {
  return of ? `<details><summary>${title}</summary><pre>${text(JSON.stringify(of, null, 2))}</pre></details>` : '';
}

function text(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
