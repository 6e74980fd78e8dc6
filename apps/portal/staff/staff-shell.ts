import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { LucideBuildingComplex, LucideMail, LucideUsers, LucideWaypoints } from '@lucide/angular';
import { Me } from '../data/me';
import { injectStaffMessages } from '../messages/messages';
import { Brand } from '../ui/brand';
import { Face } from '../ui/face';
import { ThemeSwitch } from '../ui/theme-switch';

/** What stands around every page of the business. */
@Component({
  selector: 'app-staff-shell',
  imports: [
    Brand,
    Face,
    LucideBuildingComplex,
    LucideMail,
    LucideUsers,
    LucideWaypoints,
    NgTemplateOutlet,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    ThemeSwitch,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'has-tabs', 'data-density': 'compact' },
  templateUrl: './staff-shell.html',
})
export class StaffShell {
  protected readonly m = injectStaffMessages();
  protected readonly me = inject(Me);
  protected readonly links = computed(() => [
    { to: '/work/projects', name: this.m.shell.projects, icon: 'waypoints' as const },
    { to: '/work/clients', name: this.m.shell.clients, icon: 'building' as const },
    ...(this.me.view()?.businessRole === 'admin'
      ? [
          { to: '/work/people', name: this.m.shell.people, icon: 'users' as const },
          { to: '/work/mail', name: this.m.shell.mail, icon: 'mail' as const },
        ]
      : []),
  ]);
}
