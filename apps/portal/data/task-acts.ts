import { Injectable, inject, signal } from '@angular/core';
import { completeTask, reopenTask, type TaskView } from '#contracts';
import { injectPageMessages } from '../messages/messages';
import { Toast } from '../ui/toast';
import { Api, ApiError } from './api';

const SETTLED_MS = 5_000;
/** Within which a second press belongs to the first. */
const DOUBLE_CLICK_MS = 500;

/** Completing and reopening tasks: shown at once, taken back when refused, undone within five seconds. */
@Injectable()
export class TaskActs {
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);
  readonly #m = injectPageMessages();
  readonly #completing = signal<ReadonlySet<string>>(new Set());
  #completedAt = 0;
  readonly error = signal<ApiError | undefined>(undefined);

  /** Whether this person has completed the task and the views do not show it yet. */
  isCompleting(taskId: string): boolean {
    return this.#completing().has(taskId);
  }

  /** The next task takes the place of the one that was completed: the second press of a double click is not meant for it. */
  async complete(projectId: string, task: Pick<TaskView, 'id' | 'title'>): Promise<void> {
    const now = Date.now();
    if (now - this.#completedAt < DOUBLE_CLICK_MS) return;
    this.#completedAt = now;
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
    this.#settle(task.id);
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
      this.#settle(taskId);
      this.#refused(error);
      return false;
    } finally {
      // Until then the view has changed and been read again, also over a slow line.
      setTimeout(() => {
        this.#settle(taskId);
      }, SETTLED_MS);
    }
  }

  #settle(taskId: string): void {
    this.#completing.update((ids) => new Set([...ids].filter((id) => id !== taskId)));
  }

  #refused(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    this.error.set(error);
  }
}
