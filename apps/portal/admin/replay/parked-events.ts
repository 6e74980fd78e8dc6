import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ParkedEventView } from '#contracts';
import { injectAdminMessages } from '../../messages/messages';
import { ParkedActs } from './parked-acts';
import { ParkedWords } from './parked-words';
import { ReplayWords } from './replay-words';

/** Events that wait for a decision: the first on the page's one sheet, the others listed below it. */
@Component({
  selector: 'app-parked-events',
  imports: [ParkedActs, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (first(); as event) {
      <section class="sheet" aria-labelledby="parked">
        <h2 class="head" id="parked">{{ parked.heading(event, count()) }}</h2>
        <p class="meta facts">{{ parked.facts(event) }}</p>
        <p class="told">{{ parked.cause(event) }} {{ parked.holdsBack(event) }} {{ m.replay.restIsCurrent }}</p>
        <app-parked-acts [event]="event" [links]="true" (settled)="settled.emit()" />
      </section>
    }
    @if (others().length > 0) {
      <section class="section" aria-labelledby="also-parked">
        <header>
          <h2 id="also-parked">{{ m.replay.alsoParked }}</h2>
        </header>
        <ul class="rows">
          @for (event of others(); track event.view + event.id) {
            <li>
              <div class="grow">
                <a class="whole-row" [routerLink]="['/work/replay', event.view, 'parked', event.id]">{{
                  m.replay.parkedFor(words.view(event.view), event.type)
                }}</a>
                <p class="meta">{{ parked.place(event) }}</p>
              </div>
            </li>
          }
        </ul>
        @if (events().length < count()) {
          <p class="meta">{{ m.replay.firstOf(words.number(events().length), words.number(count())) }}</p>
        }
      </section>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--section-gap);
    }
    .facts {
      margin-block-start: 0.25rem;
    }
    .told {
      margin-block: 0.75rem 1rem;
      max-inline-size: 60ch;
    }
  `,
})
export class ParkedEvents {
  readonly events = input.required<readonly ParkedEventView[]>();
  /** How many are parked in all. */
  readonly count = input.required<number>();
  readonly settled = output();
  protected readonly m = injectAdminMessages();
  protected readonly words = inject(ReplayWords);
  protected readonly parked = inject(ParkedWords);
  protected readonly first = computed(() => this.events()[0]);
  protected readonly others = computed(() => this.events().slice(1));
}
