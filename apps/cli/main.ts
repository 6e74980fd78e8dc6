import { Worker, isMainThread, workerData } from 'node:worker_threads';
import type { ThreadData } from './thread-data.js';

/**
 * Commands run in a thread of their own, whose heap is kept small: V8 would otherwise let garbage gather for as long as
 * the machine has memory.
 */
if (isMainThread) {
  const { stdout, stderr, env } = process;
  const thread: ThreadData = {
    words: process.argv.slice(2),
    // npm starts its scripts in the project's folder; paths are meant from where the caller stands.
    caller: env['INIT_CWD'] ?? process.cwd(),
    isTerminal: stderr.isTTY,
    columns: stderr.columns,
  };
  // A reader that has seen enough (`portico export | head`) is no failure.
  stdout.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE')
      stderr.write(`portico: the result cannot be written (${code}); make room, or send it elsewhere\n`);
    process.exit(code === 'EPIPE' ? 0 : 1);
  });
  new Worker(import.meta.filename, {
    workerData: thread,
    resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 },
  })
    .on('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'this needs more memory than it may take' : error.message;
      stderr.write(`portico: ${reason.replaceAll('\n', ' ')}\n`);
      process.exitCode = 1;
    })
    .on('exit', (code) => (process.exitCode ??= code));
} else {
  const [{ runPortico }, { Terminal }] = await Promise.all([import('./run-portico.js'), import('./terminal.js')]);
  const { words, caller, isTerminal, columns } = workerData as ThreadData;
  const terminal = new Terminal(process.stdout, process.stderr, { isTerminal, columns });
  process.exitCode = await runPortico(words, { terminal, environment: process.env, caller });
}
