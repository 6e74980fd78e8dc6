import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { MemberView } from '#contracts';
import { injectStaffMessages } from '../messages/messages';
import { Face } from './face';

/** Exactly who of the client can read what is about to be sent. */
@Component({
  selector: 'app-readers',
  imports: [Face],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section>
      <h3 class="meta strong">{{ m.staff.whoReads }}</h3>
      @if (here().length === 0) {
        <p class="meta">{{ m.staff.nobodyReads }}</p>
      }
      <ul>
        @for (member of here(); track member.id) {
          <li>
            <app-face size="tiny" [name]="member.name" /><span>{{
              m.staff.reader(member.name ?? m.timeline.erased, m.roles[member.role])
            }}</span>
          </li>
        }
      </ul>
      @if (invited()) {
        <p class="tiny">{{ m.staff.notTold(invited()) }}</p>
      }
    </section>
  `,
  styles: `
    li {
      display: flex;
      gap: 0.5rem;
      align-items: center;
      padding-block: 0.25rem;
      font-size: var(--text-meta);
    }
  `,
})
export class Readers {
  readonly members = input.required<readonly MemberView[]>();
  protected readonly m = injectStaffMessages();
  protected readonly here = computed(() => this.members().filter(({ joined }) => joined));
  protected readonly invited = computed(() =>
    this.m.list(
      this.members()
        .filter(({ joined }) => !joined)
        .map(({ name }) => name ?? this.m.timeline.erased),
    ),
  );
}
