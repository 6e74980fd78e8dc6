import { Injectable, inject } from '@angular/core';
import type { ParkedEventView } from '#contracts';
import { injectAdminMessages } from '../../messages/messages';
import { ReplayWords } from './replay-words';

/** What a parked event is and what it holds back, in words for who has to decide about it. */
@Injectable()
export class ParkedWords {
  readonly #m = injectAdminMessages().replay;
  readonly #words = inject(ReplayWords);

  /** @param count how many are parked in all; `undefined` when more than are known */
  heading({ view }: ParkedEventView, count: number): string {
    const name = this.#words.view(view);
    return count === 1 ? this.#m.parkedOne(name) : this.#m.parkedMany(count, name);
  }

  facts({ type, number, about, stream, recordedAt }: ParkedEventView): string {
    return this.#m.parkedFacts(
      type,
      this.#words.number(number),
      about ?? kindOf(stream),
      this.#words.record(recordedAt),
    );
  }

  /** The same without its type. */
  place({ number, about, stream, recordedAt }: ParkedEventView): string {
    return this.#m.parkedPlace(this.#words.number(number), about ?? kindOf(stream), this.#words.record(recordedAt));
  }

  cause({ cause }: ParkedEventView): string {
    return this.#m.causes[cause];
  }

  /** Which documents wait, and how many events behind it. */
  holdsBack({ documents, documentCount, waiting }: ParkedEventView): string {
    const behind = waiting === 0 ? [] : [this.#m.waitBehind(this.#words.number(waiting), waiting === 1)];
    return [this.#documents(documents[0]?.name ?? undefined, documentCount), ...behind].join(' ');
  }

  #documents(named: string | undefined, count: number): string {
    if (count === 0) return this.#m.holdsBackStream;
    return named === undefined ? this.#m.holdsBackUnnamed(count) : this.#m.holdsBack(named, count - 1);
  }
}

/** What a stream is about where nobody knows a name: a `project`, a `person`. */
function kindOf(stream: string): string {
  return stream.replace(/-.*/, '');
}
