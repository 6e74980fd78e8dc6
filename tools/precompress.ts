import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { filesBelow } from './source-stamp.ts';

const COMPRESSIBLE = /\.(js|css|svg|json|txt|webmanifest|html)$/;
const brotli = promisify(brotliCompress);

/**
 * Writes `FILE.br` and `FILE.gz` beside every compressible file below a folder, so that the server compresses nothing
 * while it serves. Every `index.html` is left out: each answer carries a nonce of its own.
 */
export async function precompress(folder: string): Promise<void> {
  const files = filesBelow(folder, '.').filter(
    (file) => COMPRESSIBLE.test(file) && !/(^|\/)index(\.csr)?\.html$/.test(file),
  );
  await Promise.all(files.map((file) => compressFile(join(folder, file))));
}

async function compressFile(file: string): Promise<void> {
  const content = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  await writeFile(`${file}.br`, await brotli(content, { params }));
  await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
}
