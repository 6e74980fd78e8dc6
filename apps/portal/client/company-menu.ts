import { ChangeDetectionStrategy, Component, computed, inject, input, viewChild, type ElementRef } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LucideCheck, LucideChevronsUpDown } from '@lucide/angular';
import { Me } from '../data/me';
import { injectMessages } from '../messages/messages';
import { Face } from '../ui/face';

/** For which company one is here; a menu of the others for who belongs to several. The browser's popover closes by itself. */
@Component({
  selector: 'app-company-menu',
  imports: [Face, LucideCheck, LucideChevronsUpDown, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'push' },
  template: `
    @if (memberships().length > 1) {
      <button class="who" type="button" popovertarget="companies">
        <span class="hush">{{ m.shell.company }}: </span
        ><span class="name">{{ current()?.name ?? m.shell.company }}</span
        ><svg lucideChevronsUpDown class="icon small" aria-hidden="true"></svg>
      </button>
      <div #menu class="menu" id="companies" popover>
        <div role="group" aria-labelledby="belonging">
          <p class="tiny" id="belonging">{{ m.shell.belonging(memberships().length) }}</p>
          <ul>
            @for (one of memberships(); track one.account) {
              <li>
                <a
                  [routerLink]="['/at', one.account]"
                  [attr.aria-current]="one.account === account() ? 'true' : null"
                  (click)="close()"
                >
                  <app-face [name]="one.name" />
                  <span>
                    <span class="medium">{{ one.name }}</span><br /><span class="meta">{{ m.roles[one.role] }}</span>
                  </span>
                  @if (one.account === account()) {
                    <svg lucideCheck class="icon" aria-hidden="true"></svg>
                  }
                </a>
              </li>
            }
          </ul>
          <p class="meta foot">{{ m.shell.separate }}</p>
        </div>
      </div>
    } @else {
      <span class="who one"
        ><span class="hush">{{ m.shell.company }}: </span><span class="name">{{ current()?.name }}</span></span
      >
    }
  `,
  styles: `
    :host {
      flex: 0 1 auto;
      min-inline-size: 2.75rem;
    }
    .who {
      /* The bar lets its last words reach into the margin. */
      max-inline-size: calc(100% + 0.5rem);
    }
    .one {
      cursor: default;
      background: none;
    }
    .name {
      min-inline-size: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .menu {
      --edge: max(var(--gutter), calc((100% - var(--width-page)) / 2 + var(--gutter)));
      position: absolute;
      inset: 3.75rem var(--edge) auto auto;
      inline-size: min(24rem, 100% - 2 * var(--gutter));
      padding: 0.5rem;
      border: 0;
      border-radius: var(--radius-l);
      background: var(--surface-raised);
      color: var(--ink);
      box-shadow: var(--lift-2);
    }
    :host-context([dir='rtl']) .menu {
      inset: 3.75rem auto auto var(--edge);
    }
    .menu p {
      padding: 0.5rem 0.75rem;
    }
    .menu a {
      display: grid;
      grid-template-columns: 2.25rem minmax(0, 1fr) auto;
      gap: 0 0.75rem;
      align-items: center;
      padding: 0.625rem 0.75rem;
      border-radius: var(--radius-m);
      color: inherit;
      text-decoration: none;
    }
    .menu a:hover {
      background: var(--surface-sunken);
    }
    .menu [aria-current] {
      background: var(--accent-soft);
    }
    .menu .foot {
      margin-block-start: 0.375rem;
      border-block-start: 1px solid var(--line);
    }
  `,
})
export class CompanyMenu {
  readonly account = input.required<string>();
  protected readonly m = injectMessages();
  readonly #me = inject(Me);
  protected readonly memberships = computed(() => this.#me.view()?.memberships ?? []);
  protected readonly current = computed(() => this.memberships().find(({ account }) => account === this.account()));
  protected readonly menu = viewChild<ElementRef<HTMLElement>>('menu');

  protected close(): void {
    this.menu()?.nativeElement.hidePopover();
  }
}
