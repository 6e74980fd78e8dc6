import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Auditor } from '#history';
import { InProcessSignals } from '#signals';
import { ProjectionRunner } from '#read-models';
import {
  RIGHTS_VIEW,
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
import { events, projections } from './composition.js';
import { httpServer } from './http-server.js';
import { Metrics, measured } from './metrics.js';
import { nestLogger } from './nest-logger.js';
import { servePortal } from './portal-pages.js';
import { signalViews } from './view-signals.js';

export interface StartOptions {
  readonly config: Config;
  readonly log: Log;
  /** Folder of the built portal. */
  readonly portal: string;
  readonly clock?: Clock;
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
  const { config, log, clock, portal } = options;
  const runner = projectionRunner(options, stores);
  const signals = new InProcessSignals();
  const metrics = new Metrics(runner);
  metrics.watchAppends(stores.transactions.store);
  const audit = auditor(options, folder, stores);
  metrics.watchAudit(audit);
  closing.push(() => audit.stop());
  await runner.start();
  closing.push(() => runner.stop(), signalViews(runner, signals, new Set([RIGHTS_VIEW])));
  const adapter = await httpServer(config, log);
  const server = adapter.getInstance();
  measured(server, metrics, log);
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
  };
  const module = ApiModule.of({ ...opened, ...(clock && { clock }) }, metrics);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLogger(log),
    bodyParser: false,
    abortOnError: false,
  });
  app.setGlobalPrefix('api', { exclude: ['metrics'] });
  await servePortal(server, portal);
  closing.push(() => app.close());
  await app.init();
  await server.listen({ port: config.port, host: config.host });
  audit.start();
  return app;
}

/** It stops behind the last command, and covers that one too. */
function auditor({ clock, log }: StartOptions, { keys }: DataFolder, { transactions }: Stores): Auditor {
  return new Auditor({ store: transactions.store, keys, log, now: () => clock?.now() ?? new Date() });
}

function projectionRunner({ log, onFatal }: StartOptions, { transactions, readModels }: Stores): ProjectionRunner {
  const { store, catalog } = transactions;
  return new ProjectionRunner({
    store,
    catalog,
    views: readModels,
    projections,
    onTrouble: (error) => {
      log.error('view not stored yet', {}, error);
    },
    onStopped: (view, error) => {
      log.error('view stopped', { view }, error);
      onFatal?.(`The view ${view} is kept up to date by nobody here any more.`);
    },
  });
}
