import { describe, it } from '@jest/globals';

/**
 * A suite on the real files that the project does not ship; where `PORTICO_TEST_DATA` names no folder it is listed as
 * left out, with the reason.
 */
export function describeOnRealData(title: string, suite: (folder: string) => void): void {
  const folder = process.env['PORTICO_TEST_DATA'];
  if (folder) describe(title, () => suite(folder));
  else
    describe(`${title} (needs PORTICO_TEST_DATA)`, () =>
      it.skip('is set to the folder of real files', () => undefined));
}
