import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { getParkedEvent } from '#contracts';
import { Api } from '../../data/api';
import { Dates } from '../../data/dates';
import { liveQuery } from '../../data/live-query';
import { injectAdminMessages } from '../../messages/messages';
import { Loaded } from '../../ui/loaded';
import { ParkedActs } from './parked-acts';
import { ParkedWords } from './parked-words';
import { ReplayWords } from './replay-words';
import { streamLink } from './stream-link';

/** One parked event: why it is, what it holds back, and all that is stored of it. */
@Component({
  selector: 'app-parked-event-page',
  imports: [Loaded, ParkedActs, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [ParkedWords, ReplayWords],
  templateUrl: './parked-event-page.html',
  styles: `
    .sheet {
      margin-block: 1.25rem 2rem;
    }
    .told {
      margin-block: 0.75rem 1rem;
      max-inline-size: 60ch;
    }
    .stored {
      margin-block: 1rem 0;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .pairs {
      --pairs: 8rem;
      padding-block: 0.75rem;
    }
    h3 {
      margin-block-start: 1rem;
    }
  `,
})
export class ParkedEventPage {
  readonly view = input.required<string>();
  readonly event = input.required<string>();
  protected readonly m = injectAdminMessages();
  protected readonly dates = inject(Dates);
  protected readonly words = inject(ReplayWords);
  protected readonly parked = inject(ParkedWords);
  protected readonly linkOf = streamLink;
  readonly #api = inject(Api);
  readonly #router = inject(Router);

  protected readonly query = liveQuery(
    ['replays'],
    () => ({ view: this.view(), eventId: this.event() }),
    (params) => this.#api.query(getParkedEvent, { params }),
  );

  /** With line breaks, as one reads it; as it stands where it is no JSON, which may be why it is parked. */
  protected readable(stored: string): string {
    try {
      return JSON.stringify(JSON.parse(stored), null, 2);
    } catch {
      return stored;
    }
  }

  protected async leave(): Promise<void> {
    await this.#router.navigateByUrl('/work/replay');
  }
}
