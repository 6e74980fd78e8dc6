import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { LiveQuery } from '../data/live-query';
import { injectMessages } from '../messages/messages';
import { NothingHere } from './nothing-here';

/**
 * What stands in a page's place until it can be shown: bones in its shape after 300 ms, or what went wrong and what to do.
 * `<app-loaded [query]="project" /> @if (project.value(); as view) { … }`; what stands inside it are bones of the page's own shape.
 */
@Component({
  selector: 'app-loaded',
  imports: [NothingHere],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (error(); as failure) {
      @if (failure.isNotFound) {
        <app-nothing-here />
      } @else {
        <div class="alone" role="alert">
          <h1 class="voice small">{{ failure.isOffline ? m.states.unreachable : m.states.broken }}</h1>
          <p class="muted">{{ failure.isOffline ? m.states.unreachableText : m.states.brokenText }}</p>
          <p class="line-up">
            <button class="button" type="button" (click)="query().reload()">{{ m.states.tryAgain }}</button>
          </p>
        </div>
      }
    } @else if (query().isFirstLoad()) {
      <div class="bones stack" role="status">
        <span class="hush">{{ m.shell.loading }}</span>
        <ng-content>
          <span class="bone short"></span><span class="bone tall"></span>
          @for (bone of bones(); track bone) {
            <span class="bone"></span>
          }
        </ng-content>
      </div>
    }
  `,
})
export class Loaded {
  readonly query = input.required<LiveQuery<unknown>>();
  /** How many lines the page has, about. */
  readonly lines = input(5);
  protected readonly m = injectMessages();
  protected readonly bones = computed(() => Array.from({ length: this.lines() }, (_, index) => index));
  /** A page that is there stays there when reading it again fails: the banner says that it may be old. */
  protected readonly error = computed(() => {
    const failure = this.query().error();
    return failure && (this.query().value() === undefined || failure.isNotFound) ? failure : undefined;
  });
}
