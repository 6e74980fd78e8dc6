import { ChangeDetectionStrategy, Component, inject, input, viewChild, type ElementRef } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { LucideDynamicIcon, LucideMenu } from '@lucide/angular';
import { Me } from '../data/me';
import { injectStaffMessages } from '../messages/messages';
import { Face } from '../ui/face';
import { ThemeSwitch } from '../ui/theme-switch';
import type { DeskLink } from './desk-links';

/** The last button of a phone's bar: the pages that have no place in it. The browser's popover closes by itself. */
@Component({
  selector: 'app-more-menu',
  imports: [Face, LucideDynamicIcon, LucideMenu, RouterLink, RouterLinkActive, ThemeSwitch],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button class="more" type="button" popovertarget="more">
      <svg lucideMenu class="icon" aria-hidden="true"></svg>{{ m.desk.more }}
    </button>
    <div #menu class="menu" id="more" popover>
      <ul>
        @for (link of links(); track link.to) {
          <li>
            <a [routerLink]="link.to" routerLinkActive ariaCurrentWhenActive="page" (click)="close()"
              ><svg [lucideIcon]="link.icon" class="icon" aria-hidden="true"></svg>{{ link.name }}</a
            >
          </li>
        }
        <li>
          <a routerLink="/work/settings" routerLinkActive ariaCurrentWhenActive="page" (click)="close()"
            ><app-face size="tiny" [name]="me.view()?.name ?? null" />{{ me.view()?.name ?? m.desk.settings }}</a
          >
        </li>
      </ul>
      <p class="meta"><app-theme-switch /></p>
    </div>
  `,
  styles: `
    .more {
      display: grid;
      justify-items: center;
      gap: 0.125rem;
      inline-size: 100%;
      padding: 0.5rem 0.25rem 0.4375rem;
      border: 0;
      background: none;
      font-size: 0.75rem;
      font-weight: var(--weight-medium);
      color: var(--ink-muted);
      cursor: pointer;
    }
    .more > .icon {
      inline-size: 1.375rem;
      block-size: 1.375rem;
    }
    .menu {
      position: fixed;
      inset: auto 0 0;
      inline-size: 100%;
      max-inline-size: 100%;
      padding: 0.75rem var(--gutter) max(1rem, env(safe-area-inset-bottom));
      border: 0;
      border-radius: var(--radius-l) var(--radius-l) 0 0;
      background: var(--surface-raised);
      color: var(--ink);
      box-shadow: var(--lift-2);
    }
    .menu::backdrop {
      background: var(--scrim);
    }
    /* The bar's own links are columns; here they are lines. */
    .menu ul {
      display: block;
      max-inline-size: none;
    }
    .menu a {
      display: flex;
      align-items: center;
      gap: 0.75rem;
      min-block-size: 2.75rem;
      padding: 0;
      font-size: var(--text-body);
      color: var(--ink);
    }
    .menu p {
      padding-block-start: 0.5rem;
      border-block-start: 1px solid var(--line);
    }
  `,
})
export class MoreMenu {
  readonly links = input.required<readonly DeskLink[]>();
  protected readonly m = injectStaffMessages();
  protected readonly me = inject(Me);
  protected readonly menu = viewChild.required<ElementRef<HTMLElement>>('menu');

  protected close(): void {
    this.menu().nativeElement.hidePopover();
  }
}
