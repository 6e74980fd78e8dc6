import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { listTemplates, startProject, type AccountView } from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { choiceOf } from '../data/choice';
import { dayKey } from '../data/dates';
import { liveQuery } from '../data/live-query';
import { injectStaffMessages } from '../messages/messages';
import { CommandDialog } from '../ui/command-dialog';
import { DayField } from '../ui/day-field';
import { Field } from '../ui/field';
import { Readers } from '../ui/readers';
import { Seen } from '../ui/seen';
import { Toast } from '../ui/toast';

/** Starts a project from a workflow that ships or was published. */
@Component({
  selector: 'app-start-project-dialog',
  imports: [CommandDialog, DayField, Field, Readers, Seen],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-command-dialog
      [wide]="true"
      [heading]="m.staff.startProjectTitle(account().name)"
      [send]="m.staff.start"
      [isRunning]="starting.isRunning()"
      [error]="starting.error()"
      (submitted)="start()"
      (closed)="closed.emit()"
    >
      <app-field [longest]="100" [label]="m.staff.projectName" [wrong]="starting.wrong('name')" [(value)]="name" />
      <div class="field">
        <label for="template">{{ m.staff.workflow }}</label>
        <select class="input" id="template" (change)="template.set($any($event.target).value)">
          @for (one of templates.value()?.items ?? []; track one.id) {
            <option [value]="one.id" [selected]="one.id === template()">{{ one.name }}</option>
          }
        </select>
        @if (chosen(); as one) {
          <p class="hint">{{ m.staff.workflowFacts(one.phases.length, one.tasks, one.days) }}</p>
        }
      </div>
      <app-day-field [label]="m.staff.startsOn" [wrong]="starting.wrong('startsOn')" [(value)]="startsOn" />
      <div seen class="stack">
        <app-seen [client]="account().name" [heading]="name()" [text]="chosen()?.phases?.join(' · ') ?? ''" />
        <app-readers [members]="account().members" />
      </div>
    </app-command-dialog>
  `,
})
export class StartProjectDialog {
  readonly account = input.required<AccountView>();
  readonly closed = output();
  protected readonly m = injectStaffMessages();
  protected readonly name = signal('');
  protected readonly startsOn = signal(dayKey(new Date()));
  protected readonly dialog = viewChild.required(CommandDialog);
  readonly #api = inject(Api);
  readonly #router = inject(Router);
  readonly #toast = inject(Toast);

  protected readonly templates = liveQuery(
    [],
    () => true,
    () => this.#api.query(listTemplates, {}),
  );
  protected readonly template = choiceOf(() => (this.templates.value()?.items ?? []).map(({ id }) => id));
  protected readonly chosen = computed(() => this.templates.value()?.items.find(({ id }) => id === this.template()));

  protected readonly starting = new Act<{ name: string; template: string; startsOn: string }>(async (body, key) => {
    const { id } = await this.#api.command(startProject, { params: { accountId: this.account().id }, body }, { key });
    await this.#router.navigate(['/work/projects', id]);
  });

  protected async start(): Promise<void> {
    const name = this.name();
    if (await this.starting.go({ name, template: this.template(), startsOn: this.startsOn() }))
      this.#toast.show({ text: this.m.staff.started(name) });
  }
}
