import { Injectable, inject, signal } from '@angular/core';
import { completeTask, reopenTask, type TaskView } from '#contracts';
import { MESSAGES } from '../messages/messages';
import { Toast } from '../ui/toast';
import { Api, ApiError } from './api';

/** Completing and reopening tasks: shown at once, taken back when refused, undone within five seconds. */
@Injectable({ providedIn: 'root' })
export class TaskActs {
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);
  readonly #m = inject(MESSAGES);
  readonly #completing = signal<ReadonlySet<string>>(new Set());
  readonly error = signal<ApiError | undefined>(undefined);

  /** Whether this person has completed the task and the views do not show it yet. */
  isCompleting(taskId: string): boolean {
    return this.#completing().has(taskId);
  }

  async complete(projectId: string, task: Pick<TaskView, 'id' | 'title'>): Promise<void> {
    const done = await this.#optimistically(task.id, () =>
      this.#api.command(completeTask, { params: { projectId, taskId: task.id } }),
    );
    if (done)
      this.#toast.show({
        text: this.#m.project.completed(task.title),
        act: { label: this.#m.project.undo, run: () => void this.reopen(projectId, task) },
      });
  }

  async reopen(projectId: string, task: Pick<TaskView, 'id' | 'title'>): Promise<void> {
    this.error.set(undefined);
    try {
      await this.#api.command(reopenTask, { params: { projectId, taskId: task.id }, body: {} });
      this.#toast.show({ text: this.#m.project.reopened(task.title) });
    } catch (error) {
      this.#refused(error);
    }
  }

  async #optimistically(taskId: string, act: () => Promise<unknown>): Promise<boolean> {
    if (this.isCompleting(taskId)) return false;
    this.error.set(undefined);
    this.#completing.update((ids) => new Set([...ids, taskId]));
    try {
      await act();
      return true;
    } catch (error) {
      this.#refused(error);
      return false;
    } finally {
      // By then the view has changed and has been read again, or nothing has.
      setTimeout(() => {
        this.#completing.update((ids) => new Set([...ids].filter((id) => id !== taskId)));
      }, 1_000);
    }
  }

  #refused(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    this.error.set(error);
  }
}
