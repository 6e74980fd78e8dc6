import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync } from 'node:zlib';

const project = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Builds the bare Angular application, `bare/portal/`, as the portal is built.
 *
 * @returns bytes of its HTML, CSS and JavaScript in brotli, all of which its first page loads
 */
export async function bareLoad(): Promise<number> {
  const cli = join(project, 'node_modules/@angular/cli/bin/ng.js');
  await promisify(execFile)(process.execPath, [cli, 'build', 'bare'], { cwd: join(project, 'bench/bare/portal') });
  const built = join(project, 'dist/bare-portal');
  const files = (await readdir(built)).filter((file) => /\.(html|css|js)$/.test(file));
  const sizes = await Promise.all(
    files.map(async (file) => brotliCompressSync(await readFile(join(built, file))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
