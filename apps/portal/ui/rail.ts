import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { PhaseView } from '#contracts';
import { Dates } from '../data/dates';
import { injectPageMessages } from '../messages/messages';

const DAY_MS = 86_400_000;

/** A project's phases as a dimension line: done is solid, now is heavy, later is hairline. `<app-rail [phases]="project.phases" [of]="project.name" />` */
@Component({
  selector: 'app-rail',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ol class="rail short" [attr.aria-label]="m.project.phasesOf(of())">
      @for (phase of drawn(); track phase.id) {
        <li
          [class]="phase.state"
          [style.--w]="phase.width"
          [style.--part]="phase.part"
          [attr.aria-current]="phase.state === 'now' ? 'step' : null"
        >
          @if (phase.state === 'now') {
            <i></i>
          }
          <b
            >{{ phase.name }}<span class="only-phone">{{ phase.place }}</span></b
          ><span>{{ phase.when }}</span>
        </li>
      }
    </ol>
  `,
})
export class Rail {
  readonly phases = input.required<readonly PhaseView[]>();
  readonly of = input.required<string>();
  protected readonly m = injectPageMessages();
  readonly #dates = inject(Dates);

  protected readonly drawn = computed(() =>
    this.phases().map((phase, index, all) => ({
      ...phase,
      // Short phases still need room for their name.
      width: Math.max(2, Math.sqrt(daysOf(phase))).toFixed(2),
      part: `${String(phase.tasks === 0 ? 50 : Math.round((100 * phase.done) / phase.tasks))}%`,
      place: phase.state === 'now' ? this.m.project.phaseOf(index + 1, all.length) : '',
      when: this.#when(phase),
    })),
  );

  #when(phase: PhaseView): string {
    const { dates } = this.m;
    if (phase.state === 'done') return dates.done(this.#dates.date(phase.doneAt?.slice(0, 10) ?? phase.endsOn));
    return phase.state === 'now'
      ? dates.until(this.#dates.date(phase.endsOn))
      : dates.from(this.#dates.date(phase.startsOn));
  }
}

function daysOf({ startsOn, endsOn }: PhaseView): number {
  return (Date.parse(endsOn) - Date.parse(startsOn)) / DAY_MS + 1;
}
