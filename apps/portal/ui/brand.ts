import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';

/** Mark and name of the business; the way home. `<app-brand [name]="business" link="/" />` */
@Component({
  selector: 'app-brand',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="brand" [routerLink]="link()">
      <svg class="mark" viewBox="0 0 28 28" aria-hidden="true">
        <path
          d="M7 20.5V13l7-5.5 7 5.5v7.5M11.5 20.5v-5h5v5"
          fill="none"
          stroke="currentColor"
          stroke-width="1.8"
          stroke-linejoin="round"
          stroke-linecap="round"
        />
      </svg>
      <span>{{ name() }}</span>
    </a>
  `,
})
export class Brand {
  readonly name = input.required<string>();
  readonly link = input('/');
}
