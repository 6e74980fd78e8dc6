import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { LucideRotateCcwClock, LucideHouse, LucideWaypoints } from '@lucide/angular';
import { Me } from '../data/me';
import { injectMessages } from '../messages/messages';
import { Brand } from '../ui/brand';
import { Face } from '../ui/face';
import { NothingHere } from '../ui/nothing-here';
import { ThemeSwitch } from '../ui/theme-switch';
import { CompanyMenu } from './company-menu';

/** What stands around every page of a client: where they are, where they can go, and for which company. */
@Component({
  selector: 'app-client-shell',
  imports: [
    Brand,
    CompanyMenu,
    Face,
    LucideRotateCcwClock,
    LucideHouse,
    LucideWaypoints,
    NothingHere,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    ThemeSwitch,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'has-tabs' },
  templateUrl: './client-shell.html',
})
export class ClientShell {
  readonly account = input.required<string>();
  protected readonly m = injectMessages();
  protected readonly me = inject(Me);

  protected readonly membership = computed(() =>
    this.me.view()?.memberships.find(({ account }) => account === this.account()),
  );
  /** Where this company's pages begin; of one that is not theirs, the way leads back to their own. */
  protected readonly at = computed(
    () => `/at/${this.membership()?.account ?? this.me.view()?.memberships[0]?.account ?? ''}`,
  );
  protected readonly links = computed(() => {
    const at = this.at();
    return [
      { to: at, name: this.m.shell.home, icon: 'house' as const, exact: true },
      { to: `${at}/projects`, name: this.m.shell.projects, icon: 'waypoints' as const, exact: false },
      { to: `${at}/timeline`, name: this.m.shell.timeline, icon: 'history' as const, exact: false },
    ];
  });
}
