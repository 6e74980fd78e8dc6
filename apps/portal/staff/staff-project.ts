import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LucideCircleCheck, LucideCircleDot, LucideHourglass, LucideLock } from '@lucide/angular';
import { getAccount, getProject, listNotes, type TaskView } from '#contracts';
import { Api } from '../data/api';
import { Dates, dayKey } from '../data/dates';
import { liveQuery } from '../data/live-query';
import { Me } from '../data/me';
import { injectStaffMessages } from '../messages/messages';
import { Loaded } from '../ui/loaded';
import { NoteList } from '../ui/note-list';
import { ProjectStatus } from '../ui/project-status';
import { Rail } from '../ui/rail';
import { RecordedFacts } from '../ui/recorded-facts';
import { NoteDialog } from './note-dialog';
import { StatusDialog } from './status-dialog';
import { TaskDialog } from './task-dialog';

type Asking =
  | { readonly kind: 'status' | 'note' | 'internal-note' }
  | { readonly kind: 'complete' | 'reopen'; readonly task: TaskView };

/** One project for those who move it: its steps, what they may do now, and the notes of both kinds. */
@Component({
  selector: 'app-staff-project',
  imports: [
    Loaded,
    LucideCircleCheck,
    LucideCircleDot,
    LucideHourglass,
    LucideLock,
    NoteDialog,
    NoteList,
    ProjectStatus,
    Rail,
    RecordedFacts,
    RouterLink,
    StatusDialog,
    TaskDialog,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './staff-project.html',
  styles: `
    .under {
      margin-block: 0.125rem;
    }
    .head-rail {
      margin-block: 1.5rem 2rem;
    }
    @media (max-width: 62rem) {
      .below {
        margin-block-start: 0.625rem;
      }
    }
    app-recorded-facts {
      display: block;
      margin-block-start: 1.25rem;
    }
    .sections-plain {
      --gap: var(--section-gap);
    }
    .said {
      margin-block-start: 0.5rem;
      max-inline-size: var(--measure);
    }
    td .button {
      white-space: nowrap;
    }
  `,
})
export class StaffProject {
  readonly project = input.required<string>();
  protected readonly m = injectStaffMessages();
  protected readonly me = inject(Me);
  protected readonly dates = inject(Dates);
  protected readonly today = dayKey(new Date());
  protected readonly asking = signal<Asking | undefined>(undefined);
  readonly #api = inject(Api);

  protected readonly query = liveQuery(
    ['projects', 'project-activity', 'people'],
    () => this.project(),
    (projectId) => this.#api.query(getProject, { params: { projectId } }),
  );
  protected readonly notes = liveQuery(
    ['notes'],
    () => this.project(),
    (projectId) => this.#api.query(listNotes, { params: { projectId }, query: {} }),
  );
  protected readonly account = liveQuery(
    ['accounts', 'people'],
    () => this.query.value()?.account.id,
    (accountId) => this.#api.query(getAccount, { params: { accountId } }),
  );
  protected readonly members = computed(() => this.account.value()?.members ?? []);
  protected readonly tasks = computed(() =>
    [...(this.query.value()?.taskList ?? [])].sort((a, b) => rank(a) - rank(b)),
  );
  /** The one thing most likely to be done next. */
  protected readonly main = computed(() => this.query.value()?.allowed.find((command) => command === 'updateStatus'));

  protected may(command: string): boolean {
    return this.query.value()?.allowed.includes(command) ?? false;
  }
}

function rank({ state }: TaskView): number {
  return { open: 0, blocked: 1, done: 2 }[state];
}
