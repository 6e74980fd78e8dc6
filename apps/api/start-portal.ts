import type { Server } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Auditor } from '#history';
import { InProcessSignals } from '#signals';
import {
  Views,
  openDataFolder,
  openStores,
  type Clock,
  type Config,
  type DataFolder,
  type Log,
  type Stores,
} from '#platform';
import { ApiModule } from './api.module.js';
import { events } from '#program';
import { httpServer } from './http-server.js';
import { keepViews, type PortalViews } from './keep-views.js';
import { Metrics, measured } from './metrics.js';
import { nestLogger } from './nest-logger.js';
import { servePortal } from './portal-pages.js';
import { signalReplay, signalViews } from './view-signals.js';

/** Longer than an answer takes, and shorter than a process is given to stop. */
const ANSWER_WITHIN_MS = 5_000;

export interface StartOptions {
  readonly config: Config;
  readonly log: Log;
  /** Folder of the built portal. */
  readonly portal: string;
  readonly clock?: Clock;
  /** All of this program when absent. */
  readonly views?: PortalViews;
  /** Called when this process must end: another portal took over, or a view is kept by nobody any more. */
  readonly onFatal?: (reason: string) => void;
}

/** A portal that answers. */
export interface Portal {
  readonly app: NestFastifyApplication;
  readonly folder: DataFolder;
  readonly stores: Stores;
  /** Stops answering, finishes what is under way and closes everything. */
  close(): Promise<void>;
}

/**
 * Opens the data folder, brings the views up to date and listens.
 *
 * @throws DataFolderError, and the system's error when the port is taken
 */
export async function startPortal(options: StartOptions): Promise<Portal> {
  const { config, onFatal } = options;
  const folder = await openDataFolder(config, { portal: true });
  folder.onTakenOver(() => onFatal?.('Another portal has taken over the data folder.'));
  const closing: (() => unknown)[] = [
    () => {
      folder.close();
    },
  ];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const stores = openStores(folder, events);
    closing.push(() => stores.close());
    const app = await serve(options, folder, stores, closing);
    return { app, folder, stores, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function serve(
  options: StartOptions,
  folder: DataFolder,
  stores: Stores,
  closing: (() => unknown)[],
): Promise<NestFastifyApplication> {
  const { config, log, clock } = options;
  const { runner, replay } = await keepViews(options, folder, stores, closing);
  const signals = new InProcessSignals();
  closing.push(signalViews(runner, signals), signalReplay(replay, runner, signals));
  const metrics = new Metrics(runner);
  metrics.watchAppends(stores.transactions.store);
  const audit = auditor(options, folder, stores);
  metrics.watchAudit(audit);
  closing.push(() => audit.stop());
  const opened = {
    config,
    folder,
    log,
    signals,
    audit,
    vault: stores.vault,
    transactions: stores.transactions,
    views: new Views(stores.readModels, runner),
    progress: runner,
    ...(clock && { clock }),
  };
  const app = await listen(options, metrics, ApiModule.of(opened, metrics, replay), closing);
  audit.start();
  return app;
}

async function listen(
  { config, log, portal }: StartOptions,
  metrics: Metrics,
  module: DynamicModule,
  closing: (() => unknown)[],
): Promise<NestFastifyApplication> {
  const adapter = await httpServer(config, log);
  const server = adapter.getInstance();
  measured(server, metrics, log);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLogger(log),
    bodyParser: false,
    abortOnError: false,
  });
  app.setGlobalPrefix('api', { exclude: ['metrics'] });
  await servePortal(server, portal);
  closing.push(() => stopAnswering(app, server.server));
  await app.init();
  await server.listen({ port: config.port, host: config.host });
  return app;
}

/** Finishes what is under way; a request that does not arrive whole, and whoever does not read, is not waited for. */
async function stopAnswering(app: NestFastifyApplication, server: Server): Promise<void> {
  const patience = setTimeout(() => {
    server.closeAllConnections();
  }, ANSWER_WITHIN_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(patience);
  }
}

/** It stops behind the last command, and covers that one too. */
function auditor({ clock, log }: StartOptions, { keys }: DataFolder, { transactions }: Stores): Auditor {
  return new Auditor({ store: transactions.store, keys, log, now: () => clock?.now() ?? new Date() });
}
