import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DocumentDifference } from '#contracts';
import { injectAdminMessages } from '../../messages/messages';
import { ReplayWords } from './replay-words';

/** One document that two builds do not keep alike: each field that differs, and the events that made it. */
@Component({
  selector: 'app-document-difference',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <details [open]="isOpen()">
      <summary>
        <span class="code">{{ difference().id }}</span>
        <span class="meta">{{ whereOf() }}</span>
      </summary>
      <div class="inside">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{{ m.replay.field }}</th>
              <th scope="col">{{ heads()[0] }}</th>
              <th scope="col">{{ heads()[1] }}</th>
            </tr>
          </thead>
          <tbody>
            @for (field of difference().fields; track field.path) {
              <tr>
                <th scope="row" class="medium">{{ field.path }}</th>
                <td>
                  @if (field.before === null) {
                    <span class="meta">{{ m.replay.noField }}</span>
                  } @else {
                    <span class="code">{{ field.before }}</span>
                  }
                </td>
                <td>
                  @if (field.after === null) {
                    <span class="meta">{{ m.replay.noField }}</span>
                  } @else {
                    <span class="code">{{ field.after }}</span>
                  }
                </td>
              </tr>
            }
          </tbody>
        </table>
        <p class="meta made">{{ difference().events.length === 0 ? m.replay.noEvents : m.replay.madeBy }}</p>
        <ul class="dates">
          @for (event of difference().events; track event.id) {
            <li>
              <time [attr.datetime]="event.at">{{ words.record(event.at) }}</time>
              @if (event.account; as account) {
                <a [routerLink]="['/work/clients', account, 'timeline']" [queryParams]="{ entry: event.id }">{{
                  m.replay.eventNumber(event.type, words.number(event.number))
                }}</a>
              } @else {
                <span>{{ m.replay.eventNumber(event.type, words.number(event.number)) }}</span>
              }
            </li>
          }
        </ul>
      </div>
    </details>
  `,
  styles: `
    summary {
      padding-block: 0.75rem;
      cursor: pointer;
    }
    summary > .meta {
      margin-inline-start: 0.75rem;
    }
    .inside {
      padding-block-end: 1rem;
    }
    .table {
      table-layout: fixed;
    }
    td {
      overflow-wrap: anywhere;
      vertical-align: top;
    }
    .table tbody th {
      min-inline-size: 0;
      overflow-wrap: anywhere;
      vertical-align: top;
    }
    .made {
      margin-block: 1rem 0.25rem;
    }
    .dates > li {
      grid-template-columns: 9.5rem minmax(0, 1fr);
    }
    @media (max-width: 40rem) {
      .dates > li {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class DocumentDifferenceItem {
  readonly difference = input.required<DocumentDifference>();
  /** What the old and the new are called. */
  readonly heads = input.required<readonly [string, string]>();
  readonly isOpen = input(false);
  protected readonly m = injectAdminMessages();
  protected readonly words = inject(ReplayWords);

  protected whereOf(): string {
    const { inBoth, inBefore, inAfter } = this.m.replay;
    return { both: inBoth, before: inBefore, after: inAfter }[this.difference().in];
  }
}
