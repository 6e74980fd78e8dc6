import type { Config } from '#platform';

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** For whatever is no page: it loads nothing and stands in no frame. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const YEAR_SECONDS = 31_536_000;

/** Headers of every answer, errors included; pages and assets put their own policy and caching in place of these. */
export function securityHeaders({ cookies }: Pick<Config, 'cookies'>): Record<string, string> {
  return {
    ...ALWAYS,
    'content-security-policy': DATA_POLICY,
    'cache-control': 'no-store',
    ...(cookies.secure && { 'strict-transport-security': `max-age=${String(YEAR_SECONDS)}; includeSubDomains` }),
  };
}

/** Policy of a page whose own style elements carry the nonce. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
