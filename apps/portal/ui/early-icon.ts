import { ChangeDetectionStrategy, Component, booleanAttribute, computed, input } from '@angular/core';

/** Lucide's circle-alert and cloud-off, under the ISC licence. */
const LINES = {
  alert: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 8v4M12 16h.01',
  offline:
    'M10.94 5.274A7 7 0 0 1 15.71 10h1.79a4.5 4.5 0 0 1 4.222 6.057M18.796 18.81A4.5 4.5 0 0 1 17.5 19H9A7 7 0 0 1 5.79 5.78M2 2l20 20',
} as const;

/**
 * The few icons that a page may need before anybody is signed in. All others come in one piece, from Lucide, so that
 * the first of them would bring them all to the sign-in page. `<app-early-icon icon="alert" />`
 */
@Component({
  selector: 'app-early-icon',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<svg
    class="icon"
    [class.small]="small()"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path [attr.d]="lines()" />
  </svg>`,
  styles: ':host { display: contents; }',
})
export class EarlyIcon {
  readonly icon = input.required<keyof typeof LINES>();
  readonly small = input(false, { transform: booleanAttribute });
  protected readonly lines = computed(() => LINES[this.icon()]);
}
