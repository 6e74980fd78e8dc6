import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectReportMessages } from '../../messages/messages';
import { HEAD, layOut, lineThrough, type Bar } from './bar-layout';

const HEIGHT = 112;
const WIDTHS = [
  { kind: 'small', width: 358 },
  { kind: 'large', width: 580 },
] as const;
/** From so many on, bars are a line. */
const MOST_BARS = 20;
/** More would be too narrow to hit with a finger. */
const MOST_LINKS = 14;

/**
 * Bars from zero, side by side, each of which opens the events behind it; a long series is a line. All values are its
 * text as well.
 */
@Component({
  selector: 'app-bar-chart',
  imports: [NgTemplateOutlet, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (drawn of drawings(); track drawn.kind) {
      <svg [attr.class]="drawn.kind" [attr.viewBox]="drawn.box" [attr.role]="role()" [attr.aria-label]="text()">
        @if (isLine()) {
          <path class="line" [attr.d]="drawn.line" />
        }
        @for (bar of drawn.bars; track $index) {
          @if (bar.params && areLinks()) {
            <a routerLink="/work/reports/events" [queryParams]="bar.params" [attr.aria-label]="of(bar)">
              <rect
                class="room"
                y="0"
                [attr.x]="bar.middle - bar.pitch / 2"
                [attr.width]="bar.pitch"
                [attr.height]="ground"
              />
              <ng-container [ngTemplateOutlet]="mark" [ngTemplateOutletContext]="{ $implicit: bar }" />
            </a>
          } @else {
            <ng-container [ngTemplateOutlet]="mark" [ngTemplateOutletContext]="{ $implicit: bar }" />
          }
          @if (bar.hasName) {
            <text
              class="name"
              aria-hidden="true"
              [attr.text-anchor]="bar.anchor"
              [attr.x]="bar.nameAt"
              [attr.y]="ground + 18"
            >
              {{ bar.name }}
            </text>
          }
        }
        <path class="ground" [attr.d]="'M0 ' + ground + 'H' + drawn.width" />
      </svg>
    }
    <ng-template #mark let-bar>
      @if (!isLine()) {
        <svg:rect
          rx="2"
          class="bar"
          [class.unfinished]="bar.isUnfinished"
          [attr.x]="bar.x"
          [attr.y]="bar.y"
          [attr.width]="bar.width"
          [attr.height]="bar.height"
        />
      } @else if (bar.hasText || bar.isUnfinished) {
        <svg:circle
          r="3.5"
          class="bar"
          [class.unfinished]="bar.isUnfinished"
          [attr.cx]="bar.middle"
          [attr.cy]="bar.y"
        />
      }
      @if (bar.hasText) {
        <svg:text class="value" aria-hidden="true" text-anchor="middle" [attr.x]="bar.middle" [attr.y]="bar.y - 6">
          {{ bar.text }}
        </svg:text>
      }
    </ng-template>
  `,
  styleUrl: './chart.css',
})
export class BarChart {
  readonly title = input.required<string>();
  readonly bars = input.required<readonly Bar[]>();
  protected readonly ground = HEAD + HEIGHT;
  readonly #m = injectReportMessages().reports;

  protected readonly isLine = computed(() => this.bars().length > MOST_BARS);
  protected readonly areLinks = computed(() => this.bars().length <= MOST_LINKS);
  /** An image has no links in it. */
  protected readonly role = computed(() => (this.areLinks() ? 'group' : 'img'));
  protected readonly text = computed(() =>
    this.#m.values(
      this.title(),
      this.bars()
        .map((bar) => this.of(bar))
        .join(', '),
    ),
  );
  protected readonly drawings = computed(() =>
    WIDTHS.map(({ kind, width }) => {
      const bars = layOut(this.bars(), { width, height: HEIGHT });
      return {
        kind,
        width,
        box: `0 0 ${String(width)} ${String(this.ground + 26)}`,
        line: lineThrough(bars),
        // The newest name ends where the chart does.
        bars: bars.map((bar, index) =>
          index === bars.length - 1 && bars.length > MOST_BARS
            ? { ...bar, anchor: 'end', nameAt: width }
            : { ...bar, anchor: 'middle', nameAt: bar.middle },
        ),
      };
    }),
  );

  protected of({ name, text }: Bar): string {
    return this.#m.value(name, text);
  }
}
