import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Transactions } from '#event-sourcing';
import { Clock, SystemClock } from './clock.js';
import { Config } from './config.js';
import { DataFolder } from './data-folder.js';
import { EventStore, PersonalData, Signals, Vault } from './ports.js';
import { SessionEndings } from './session-endings.js';
import { Views } from './views.js';

/** What a process has opened before its modules are made. */
export interface Opened {
  readonly config: Config;
  readonly folder: DataFolder;
  readonly transactions: Transactions;
  readonly vault: Vault;
  readonly views: Views;
  readonly signals: Signals;
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
      { provide: Clock, useClass: SystemClock },
      SessionEndings,
    ];
    return { module: PlatformModule, imports: [CqrsModule.forRoot()], providers, exports: [...providers.map(tokenOf), CqrsModule] };
  }
}

function tokenOf(provider: Provider) {
  return typeof provider === 'function' ? provider : provider.provide;
}
