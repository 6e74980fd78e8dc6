import type { StatusState } from '#contracts';

/** Every text of the timeline. A language is a file that fulfils this. Names come ready to stand in a sentence. */
export interface Messages {
  /** Stands for a person whose name is gone: at the beginning of a sentence, and further on. */
  readonly erased: { readonly first: string; readonly later: string };
  /** Stands for any other text that was erased with a person. */
  readonly erasedValue: string;
  /** Stands for what no person did, before the business has a name. */
  readonly portal: string;
  /** Stands for a task whose title is not known. */
  readonly untitled: string;
  readonly unnamedActivity: string;
  projectStarted(by: string, project: string): string;
  taskCompleted(by: string, task: string): string;
  taskReopened(by: string, task: string): string;
  statusUpdated(by: string, project: string, state: StatusState): string;
  notePublished(by: string): string;
  internalNoteAdded(by: string): string;
  /** @param lifecycle what of the activity happened, where the log says so and it is not just its end */
  activityRecorded(activity: string, lifecycle: string | undefined): string;
  accountOpened(by: string): string;
  accountRenamed(by: string, name: string): string;
  memberInvited(by: string, person: string): string;
  memberJoined(person: string): string;
  memberRoleChanged(by: string, person: string): string;
  memberRemoved(by: string, person: string): string;
  staffAssigned(person: string, account: string): string;
  staffUnassigned(person: string, account: string): string;
}
