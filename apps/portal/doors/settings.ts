import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { LucideLaptop, LucideSmartphone } from '@lucide/angular';
import { endOtherSessions, endSession, listSessions, type SessionView } from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { Dates } from '../data/dates';
import { liveQuery } from '../data/live-query';
import { Me } from '../data/me';
import { injectPageMessages } from '../messages/messages';
import { ActError } from '../ui/act-error';
import { Face } from '../ui/face';
import { Loaded } from '../ui/loaded';
import { Theme, type ThemeChoice } from '../ui/theme';
import { Toast } from '../ui/toast';

/** What a person may see and set about themselves; inside the shell of their side of the house. */
@Component({
  selector: 'app-settings',
  imports: [ActError, Face, Loaded, LucideLaptop, LucideSmartphone],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './settings.html',
  styleUrl: './settings.css',
})
export class Settings {
  protected readonly m = injectPageMessages();
  protected readonly me = inject(Me);
  protected readonly dates = inject(Dates);
  protected readonly theme = inject(Theme);
  protected readonly choices: readonly ThemeChoice[] = ['system', 'light', 'dark'];
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);

  protected readonly sessions = liveQuery(
    [],
    () => true,
    () => this.#api.query(listSessions, {}),
  );
  protected readonly ending = new Act<string | undefined>(async (sessionId, key) => {
    if (sessionId === undefined) await this.#api.command(endOtherSessions, {}, { key });
    else await this.#api.command(endSession, { params: { sessionId } }, { key });
    this.sessions.reload();
  });

  /** Where this person belongs, and what they may do there. */
  protected readonly access = computed(() => {
    const view = this.me.view();
    if (!view) return [];
    const { businessRole: role } = view;
    const inBusiness = role === null ? [] : [{ id: role, name: view.business, role }];
    return [...inBusiness, ...view.memberships.map(({ account, name, role }) => ({ id: account, name, role }))];
  });

  protected deviceOf({ browser, system }: SessionView): string {
    return this.m.settings.device(browser, system);
  }

  protected isPhone({ system }: SessionView): boolean {
    return system === 'iOS' || system === 'Android';
  }

  protected async end(sessionId: string): Promise<void> {
    if (await this.ending.go(sessionId)) this.#toast.show({ text: this.m.settings.ended });
  }

  protected async endOthers(): Promise<void> {
    if (await this.ending.go(undefined)) this.#toast.show({ text: this.m.settings.othersEnded });
  }
}
