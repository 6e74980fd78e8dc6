import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { LucideDynamicIcon } from '@lucide/angular';
import { Me } from '../data/me';
import { injectStaffMessages } from '../messages/messages';
import { Brand } from '../ui/brand';
import { Face } from '../ui/face';
import { ThemeSwitch } from '../ui/theme-switch';
import { adminLinks, workLinks } from './desk-links';
import { MoreMenu } from './more-menu';

/** What stands around every page of the business. */
@Component({
  selector: 'app-staff-shell',
  imports: [
    Brand,
    Face,
    LucideDynamicIcon,
    MoreMenu,
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
  protected readonly work = workLinks(this.m);
  protected readonly admin = computed(() => (this.me.view()?.businessRole === 'admin' ? adminLinks(this.m) : []));
  protected readonly links = computed(() => [...this.work, ...this.admin()]);
  protected readonly often = computed(() => this.links().filter(({ isSeldom }) => !isSeldom));
  protected readonly seldom = computed(() => this.links().filter(({ isSeldom }) => isSeldom));
}
