import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { LucideRotateCcwClock, LucideHouse, LucideWaypoints } from '@lucide/angular';
import { Me } from '../data/me';
import { injectMessages } from '../messages/messages';
import { Brand } from '../ui/brand';
import { Face } from '../ui/face';
import { NothingHere } from '../ui/nothing-here';
import { ThemeSwitch } from '../ui/theme-switch';

/** What stands around every page of a client: where they are, where they can go, and for which company. */
@Component({
  selector: 'app-client-shell',
  imports: [
    Brand,
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
  readonly #router = inject(Router);

  protected readonly membership = computed(() =>
    this.me.view()?.memberships.find(({ account }) => account === this.account()),
  );
  protected readonly links = computed(() => {
    const at = `/at/${this.account()}`;
    return [
      { to: at, name: this.m.shell.home, icon: 'house' as const, exact: true },
      { to: `${at}/projects`, name: this.m.shell.projects, icon: 'waypoints' as const, exact: false },
      { to: `${at}/timeline`, name: this.m.shell.timeline, icon: 'history' as const, exact: false },
    ];
  });

  protected async switchTo(account: string): Promise<void> {
    await this.#router.navigate(['/at', account]);
  }
}
