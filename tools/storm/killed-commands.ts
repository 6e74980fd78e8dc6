import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PORTICO } from './built.ts';
import { portico } from './portico.ts';
import { differences } from './same-data.ts';
import type { Random } from './storm.ts';

const CASES = 300;
const EVENTS_OF_A_CASE = 10;
/** Longer than a command needs to start, on a machine that is not too slow. */
const LONGEST_LIFE_MS = 4_000;

/** Commands of the shell beside a portal, each killed at a random moment. */
export class KilledCommands {
  /** How many were in the middle of their work. */
  kills = 0;
  readonly #folder: string;
  readonly #data: string;
  readonly #random: Random;
  #backups = 0;

  /** @param folder where `data` lies, and where there is room for a log to import and for backups */
  constructor(folder: string, random: Random) {
    this.#folder = folder;
    this.#data = join(folder, 'data');
    this.#random = random;
    const lines = Array.from({ length: CASES * EVENTS_OF_A_CASE }, (_, index) => {
      const day = new Date(Date.UTC(2024, 0, 1) + index * 60_000).toISOString();
      return `${String(Math.floor(index / EVENTS_OF_A_CASE))},step ${String(index % EVENTS_OF_A_CASE)},${day},Pete`;
    });
    writeFileSync(this.#log, ['case,activity,time,resource', ...lines, ''].join('\n'));
  }

  /** Goes on until it is told to stop. */
  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      this.#backups += 1;
      const backup = ['backup', join(this.#folder, `backup-${String(this.#backups)}`)];
      for (const words of [this.#import, this.#replay, backup]) await this.#kill(words);
    }
  }

  /** Runs each to its end; what went wrong. The portal may be at work or not. */
  async finish(): Promise<string[]> {
    const imported = await portico(this.#data, ...this.#import);
    const again = await portico(this.#data, ...this.#import);
    const replayed = await portico(this.#data, ...this.#replay);
    const all = CASES * EVENTS_OF_A_CASE;
    return [
      ...[imported, again, replayed].flatMap(({ code, errors }) => (code === 0 ? [] : [errors])),
      ...(Number(imported.result['added']) + Number(imported.result['skipped']) === all ? [] : ['Some are missing']),
      ...(again.result['added'] === 0 ? [] : ['Some were imported twice']),
    ];
  }

  /** Whether a backup of what is left is restored as it is. No portal may be at work. */
  async restored(): Promise<string[]> {
    const [backup, to] = [join(this.#folder, 'last'), join(this.#folder, 'restored')];
    const made = await portico(this.#data, 'backup', backup);
    const restored = await portico(this.#folder, 'restore', backup, '--to', to);
    if (made.code + restored.code > 0) return [made.errors, restored.errors];
    return differences(this.#data, to);
  }

  get #log(): string {
    return join(this.#folder, 'orders.csv');
  }

  get #import(): string[] {
    return ['import', this.#log];
  }

  get #replay(): string[] {
    return ['replay', 'timeline', '--switch'];
  }

  async #kill(words: readonly string[]): Promise<void> {
    const env = { PATH: process.env['PATH'], PORTICO_DATA: this.#data };
    const child = spawn(process.execPath, [PORTICO, ...words], { env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    await Promise.race([ended, pause(this.#random() * LONGEST_LIFE_MS)]);
    child.kill('SIGKILL');
    await ended;
    if (child.signalCode === 'SIGKILL') this.kills += 1;
  }
}
