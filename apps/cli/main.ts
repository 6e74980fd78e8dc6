import { runPortico } from './run-portico.js';
import { Terminal } from './terminal.js';

// A reader that has seen enough (`portico export | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runPortico(process.argv.slice(2), {
  terminal: new Terminal(process.stdout, process.stderr),
  environment: process.env,
  // npm starts its scripts in the project's folder; paths are meant from where the caller stands.
  caller: process.env['INIT_CWD'] ?? process.cwd(),
});
