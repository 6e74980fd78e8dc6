import type { BuildStatus, ProjectionRunner } from '#read-models';

const LOOK_MS = 1_000;

/** Notices when a view stands otherwise than a second ago: behind or current again, held up by an event, or stopped. */
export class StateWatch {
  readonly #timer: NodeJS.Timeout;
  #seen = '';

  constructor(runner: Pick<ProjectionRunner, 'status'>, onChanged: () => void) {
    this.#timer = setInterval(() => {
      const state = JSON.stringify(runner.status().map(standing));
      if (state !== this.#seen) onChanged();
      this.#seen = state;
    }, LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

function standing({ build, seconds, parked, stopped }: BuildStatus) {
  return [build, seconds < 1, parked, stopped !== undefined];
}
