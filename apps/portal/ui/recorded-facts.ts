import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { ProjectView } from '#contracts';
import { Dates } from '../data/dates';
import { injectMessages } from '../messages/messages';

/** What is known of a project that was recorded elsewhere: where it came from, its span, and the details of its case. */
@Component({
  selector: 'app-recorded-facts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (project().recorded; as recorded) {
      <div class="two">
        <section class="section" aria-labelledby="facts">
          <header>
            <h2 id="facts">{{ m.project.recordedFacts }}</h2>
          </header>
          <dl class="pairs spaced">
            <dt>{{ m.project.lastActivity }}</dt>
            <dd>{{ project().phase ?? '' }}</dd>
            <dt>{{ m.project.entries }}</dt>
            <dd class="nums">{{ dates.number(project().events) }}</dd>
            <dt>{{ m.project.first }}</dt>
            <dd>{{ recorded.firstAt ? dates.record(recorded.firstAt) : m.project.timeUnknown }}</dd>
            <dt>{{ m.project.last }}</dt>
            <dd>{{ at(project().lastAt) }}</dd>
            <dt>{{ m.project.case }}</dt>
            <dd>{{ recorded.caseName }}</dd>
            <dt>{{ m.project.source }}</dt>
            <dd>{{ recorded.source }}</dd>
            <dt>{{ m.project.imported }}</dt>
            <dd>{{ dates.record(recorded.importedAt) }}</dd>
          </dl>
        </section>
        @if (recorded.attributes.length > 0) {
          <section class="section" aria-labelledby="attributes">
            <header>
              <h2 id="attributes">{{ m.project.attributes }}</h2>
            </header>
            <dl class="pairs spaced">
              @for (attribute of recorded.attributes; track $index) {
                <dt>{{ attribute.key }}</dt>
                <dd class="said">{{ attribute.value }}</dd>
              }
            </dl>
          </section>
        }
      </div>
    }
  `,
})
export class RecordedFacts {
  readonly project = input.required<ProjectView>();
  protected readonly m = injectMessages();
  protected readonly dates = inject(Dates);

  protected at(instant: string | null): string {
    return instant === null ? this.m.project.timeUnknown : this.dates.record(instant);
  }
}
