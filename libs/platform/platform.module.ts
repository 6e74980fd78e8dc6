import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Transactions } from '#event-sourcing';
import { CommandIdentity } from './command-identity.js';
import { Clock, SystemClock } from './clock.js';
import { Config } from './config.js';
import { DataFolder } from './data-folder.js';
import { Freshness } from './freshness.js';
import { Log } from './log.js';
import { LogAudit } from './log-audit.js';
import { OneByOne } from './one-by-one.js';
import { Arrivals } from './people.js';
import { EventStore, PersonalData, Signals, Vault } from './ports.js';
import { RightsChanges } from './rights-changes.js';
import { SessionEndings } from './session-endings.js';
import { ViewProgress } from './view-progress.js';
import { Views } from './views.js';

/** What a process has opened before its modules are made. */
export interface Opened {
  readonly config: Config;
  readonly folder: DataFolder;
  readonly transactions: Transactions;
  readonly vault: Vault;
  readonly views: Views;
  readonly progress: ViewProgress;
  readonly signals: Signals;
  readonly log: Log;
  readonly audit: LogAudit;
  /** The system's own when absent. */
  readonly clock?: Clock;
}

/** Gives every context what it stands on. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(opened: Opened): DynamicModule {
    const providers: Provider[] = [
      { provide: Config, useValue: opened.config },
      { provide: DataFolder, useValue: opened.folder },
      { provide: Transactions, useValue: opened.transactions },
      { provide: EventStore, useValue: opened.transactions.store },
      { provide: PersonalData, useValue: opened.transactions.personal },
      { provide: Vault, useValue: opened.vault },
      { provide: Views, useValue: opened.views },
      { provide: Signals, useValue: opened.signals },
      { provide: Log, useValue: opened.log },
      { provide: LogAudit, useValue: opened.audit },
      { provide: ViewProgress, useValue: opened.progress },
      { provide: Clock, useValue: opened.clock ?? new SystemClock() },
      { provide: CommandIdentity, useValue: new CommandIdentity(opened.folder.key('command-print')) },
      Freshness,
      Arrivals,
      OneByOne,
      RightsChanges,
      SessionEndings,
    ];
    return {
      module: PlatformModule,
      imports: [CqrsModule.forRoot()],
      providers,
      exports: [...providers.map(tokenOf), CqrsModule],
    };
  }
}

function tokenOf(provider: Provider) {
  return typeof provider === 'function' ? provider : provider.provide;
}
