import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine } from './csv-line.js';

describe('a line of CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\0=1', ' =1', '\n=1', '＝1'])(
    'keeps a spreadsheet from calculating %j',
    (text) => {
      expect(csvLine([text])).toBe(`"'${text}"\r\n`);
    },
  );

  it('leaves plain texts and numbers as they are', () => {
    expect(csvLine(['Accepted', 'a=b', '2012-02', 12.5, -3])).toBe('Accepted,a=b,2012-02,12.5,-3\r\n');
  });

  it('is read back as it was, but for the apostrophe', () => {
    const texts = fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(texts, (values) => {
        const [read = []]: string[][] = parse(csvLine(values), {
          record_delimiter: '\r\n',
          relax_column_count: true,
        });
        expect(read.map((cell, index) => (cell === values[index] ? cell : cell.replace(/^'/, '')))).toEqual(values);
      }),
    );
  });
});
