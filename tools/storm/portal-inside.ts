import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { readConfig } from '#platform';
import { startPortal } from './built.ts';
import { caughtUp } from './catch-up.ts';

/** Says nothing. */
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Starts a portal in this process, which costs less than one of its own, and closes it once its views have caught up. */
export async function withPortal<Result>(data: string, work: (url: string) => Promise<Result>): Promise<Result> {
  const port = await freePort();
  const config = readConfig({ PORTICO_DATA: data, PORTICO_PORT: String(port) }, data);
  const portal = await startPortal({ config, log: QUIET, portal: data });
  try {
    const result = await work(config.url);
    await caughtUp(config.url);
    return result;
  } finally {
    await portal.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
