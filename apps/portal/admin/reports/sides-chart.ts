import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { injectReportMessages } from '../../messages/messages';
import { shortened } from './shortened';

/** How long each side was waited on (milliseconds). */
export interface SidesBar {
  readonly name: string;
  readonly business: number;
  readonly client: number;
  readonly businessText: string;
  readonly clientText: string;
}

const SHAPES = [
  { kind: 'small', width: 358, axis: 179, reach: 130, row: 50, nameAt: 16, y: 24, most: 44 },
  { kind: 'large', width: 580, axis: 375, reach: 140, row: 38, nameAt: 20, y: 7, most: 22 },
] as const;
const HEAD = 26;
const THICK = 18;

/** Bars from one axis to both sides: what waited on us, and what waited on the client. */
@Component({
  selector: 'app-sides-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (drawn of drawings(); track drawn.kind) {
      <svg [attr.class]="drawn.kind" [attr.viewBox]="drawn.box" role="img" [attr.aria-label]="text()">
        <text class="head" text-anchor="end" [attr.x]="drawn.axis - 6" y="14">{{ m.withUs }}</text>
        <text class="head" [attr.x]="drawn.axis + 6" y="14">{{ m.withClient }}</text>
        @for (row of drawn.rows; track $index) {
          <text x="0" [attr.y]="row.nameAt">{{ row.name }}</text>
          <rect class="bar" rx="2" height="18" [attr.x]="row.from" [attr.y]="row.y" [attr.width]="row.business" />
          <rect
            class="bar other"
            rx="2"
            height="18"
            [attr.x]="drawn.axis + 1"
            [attr.y]="row.y"
            [attr.width]="row.client"
          />
          <text class="value" text-anchor="end" [attr.x]="row.from - 6" [attr.y]="row.y + 14">
            {{ row.businessText }}
          </text>
          <text class="value" [attr.x]="drawn.axis + row.client + 7" [attr.y]="row.y + 14">{{ row.clientText }}</text>
        }
        <path class="tick" [attr.d]="'M' + drawn.axis + ' 22V' + drawn.height" />
      </svg>
    }
  `,
  styleUrl: './chart.css',
})
export class SidesChart {
  readonly title = input.required<string>();
  readonly bars = input.required<readonly SidesBar[]>();
  protected readonly m = injectReportMessages().reports;

  protected readonly text = computed(() => {
    const values = this.bars().map(({ name, businessText, clientText }) =>
      this.m.value(name, this.m.bothSides(businessText, clientText)),
    );
    return this.m.values(this.title(), values.join(', '));
  });
  protected readonly drawings = computed(() => {
    const longest = Math.max(1, ...this.bars().flatMap(({ business, client }) => [business, client]));
    return SHAPES.map((shape) => {
      const scale = shape.reach / longest;
      const height = HEAD + this.bars().length * shape.row;
      const rows = this.bars().map((bar, index) => {
        const top = HEAD + index * shape.row;
        const business = bar.business * scale;
        const place = { nameAt: top + shape.nameAt, y: top + shape.y, from: shape.axis - 1 - business };
        return { ...bar, ...place, name: shortened(bar.name, shape.most), business, client: bar.client * scale };
      });
      return { ...shape, height, box: `0 0 ${String(shape.width)} ${String(height + THICK / 2)}`, rows };
    });
  });
}
