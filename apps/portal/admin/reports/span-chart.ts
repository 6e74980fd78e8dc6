import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { injectReportMessages } from '../../messages/messages';
import { shortened } from './shortened';

/** How long something took: half of the times no longer than `half`, nine of ten no longer than `most` (milliseconds). */
export interface SpanBar {
  readonly name: string;
  readonly half: number;
  readonly most: number;
  readonly halfText: string;
  readonly mostText: string;
}

/** Names stand beside their bars, or above them where it is narrow. Room for values is kept at the end. */
const SHAPES = [
  { kind: 'small', width: 358, begin: 0, row: 42, name: { x: 0, dy: 14, anchor: 'start', most: 44 }, dy: 26 },
  { kind: 'large', width: 580, begin: 180, row: 26, name: { x: 172, dy: 19, anchor: 'end', most: 24 }, dy: 15 },
] as const;
const VALUES = 110;
const THICK = 8;

/** Bars from zero, one below the other: dark for half of the times, grey up to nine of ten. */
@Component({
  selector: 'app-span-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (drawn of drawings(); track drawn.kind) {
      <svg [attr.class]="drawn.kind" [attr.viewBox]="drawn.box" role="img" [attr.aria-label]="text()">
        @for (row of drawn.rows; track $index) {
          <text [attr.x]="drawn.name.x" [attr.y]="row.nameAt" [attr.text-anchor]="drawn.name.anchor">
            {{ row.name }}
          </text>
          <rect class="bar rest" [attr.x]="drawn.begin" [attr.y]="row.y - 4" height="8" [attr.width]="row.most" />
          <rect class="bar" [attr.x]="drawn.begin" [attr.y]="row.y - 4" height="8" [attr.width]="row.half" />
          <path class="tick" [attr.d]="'M' + (drawn.begin + row.most) + ' ' + (row.y - 7) + 'v14'" />
          <text class="value" [attr.x]="drawn.begin + row.most + 8" [attr.y]="row.y + 4">
            {{ row.halfText }}
            <tspan class="beside">/ {{ row.mostText }}</tspan>
          </text>
        }
        @if (drawn.begin > 0) {
          <path class="axis" [attr.d]="'M' + drawn.begin + ' 0V' + drawn.height" />
        }
      </svg>
    }
  `,
  styleUrl: './chart.css',
})
export class SpanChart {
  readonly title = input.required<string>();
  readonly bars = input.required<readonly SpanBar[]>();
  readonly #m = injectReportMessages().reports;

  protected readonly text = computed(() => {
    const values = this.bars().map(({ name, halfText, mostText }) =>
      this.#m.value(name, this.#m.halfAndMost(halfText, mostText)),
    );
    return this.#m.values(this.title(), values.join(', '));
  });
  protected readonly drawings = computed(() => {
    const longest = Math.max(1, ...this.bars().map(({ most }) => most));
    return SHAPES.map((shape) => {
      const scale = (shape.width - shape.begin - VALUES) / longest;
      const height = this.bars().length * shape.row + THICK;
      const rows = this.bars().map((bar, index) => ({
        ...bar,
        name: shortened(bar.name, shape.name.most),
        half: bar.half * scale,
        most: bar.most * scale,
        nameAt: index * shape.row + shape.name.dy,
        y: index * shape.row + shape.dy,
      }));
      return { ...shape, height, box: `0 0 ${String(shape.width)} ${String(height)}`, rows };
    });
  });
}
