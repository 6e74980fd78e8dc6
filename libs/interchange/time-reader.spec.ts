import { describe, expect, it } from '@jest/globals';
import { TimeReader, type TimeOptions } from './time-reader.js';

const read = (text: string, options?: TimeOptions): string => new TimeReader(options).read(text);

describe('a time in a log', () => {
  it.each([
    ['2012-03-15T11:53:52+01:00', '2012-03-15T11:53:52.000+01:00'],
    ['2010-12-30 14:32:00+01:00', '2010-12-30T14:32:00.000+01:00'],
    ['2010-12-30T14:32:00.1Z', '2010-12-30T14:32:00.100Z'],
    ['2010-12-30T14:32:00.123999+00:00', '2010-12-30T14:32:00.123+00:00'],
    ['2010-12-30T14:32:00,5-0330', '2010-12-30T14:32:00.500-03:30'],
    ['2010-12-30 14:32+05', '2010-12-30T14:32:00.000+05:00'],
    [' 2010-12-30T14:32:00 UTC ', '2010-12-30T14:32:00.000Z'],
    ['2010-12-30t14:32:00z', '2010-12-30T14:32:00.000Z'],
    ['2010-12-30Z', '2010-12-30T00:00:00.000Z'],
  ])('%s keeps its offset and its milliseconds, and loses what is finer', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each(['yesterday', '30.12.2010 14:32', '12/30/2010', '1293715920', ''])(
    '%s is refused with a hint at --time-format',
    (text) => {
      expect(() => read(text)).toThrow('--time-format');
    },
  );

  it.each(['2011-02-30T00:00:00Z', '2011-13-01T00:00:00Z', '2011-01-01T24:00:00Z', '2011-01-01T00:60:00Z'])(
    '%s does not exist',
    (text) => {
      expect(() => read(text)).toThrow('no time that a clock can show');
    },
  );

  it('has an offset that is used on earth', () => {
    expect(() => read('2011-01-01T00:00:00+19:00')).toThrow('offset');
  });
});

describe('a time without a zone', () => {
  it('is asked for, never guessed', () => {
    for (const text of ['2011-01-01T00:00:00', '2011-01-01 10:00', '2011-01-01'])
      expect(() => read(text)).toThrow('--time-zone');
  });

  it('takes the offset that the zone had then', () => {
    const reader = new TimeReader({ zone: 'Europe/Berlin' });
    const texts = ['2011-01-15 12:00:00', '2011-07-15 12:00:00', '2011-12-15 12:00:00', '2011-07-16 12:00:00'];
    expect(texts.map((text) => reader.read(text).slice(-6))).toEqual(['+01:00', '+02:00', '+01:00', '+02:00']);
    expect(reader.read('2011-01-15T12:00:00Z')).toBe('2011-01-15T12:00:00.000Z');
  });

  it('is told apart around a change of the clocks', () => {
    const reader = new TimeReader({ zone: 'Europe/Berlin' });
    const offset = (text: string): string => reader.read(text).slice(-6);
    expect(offset('2011-03-27 01:59:59')).toBe('+01:00');
    expect(offset('2011-03-27 02:30:00')).toBe('+01:00');
    expect(offset('2011-03-27 03:00:00')).toBe('+02:00');
    expect(offset('2011-10-30 01:59:59')).toBe('+02:00');
    expect(offset('2011-10-30 02:30:00')).toBe('+02:00');
    expect(offset('2011-10-30 03:00:00')).toBe('+01:00');
  });

  it('may be of a fixed offset, and of no zone that does not exist', () => {
    expect(read('2011-01-01 10:00', { zone: '-05:00' })).toBe('2011-01-01T10:00:00.000-05:00');
    expect(() => new TimeReader({ zone: 'Europe/Atlantis' })).toThrow(RangeError);
  });
});

describe('a time format', () => {
  it.each([
    ['dd.MM.yyyy HH:mm:ss', '30.12.2010 14:32:05', '2010-12-30T14:32:05.000Z'],
    ['DD/MM/YYYY HH:mm', '30/12/2010 14:32', '2010-12-30T14:32:00.000Z'],
    ['M/d/yy h:mm a', '1/2/10 12:05 PM', '2010-01-02T12:05:00.000Z'],
    ['M/d/yy h:mm a', '1/2/75 12:05 am', '1975-01-02T00:05:00.000Z'],
    ['%d-%b-%Y %H:%M:%S.%f', '02-Mar-2010 04:05:06.123456', '2010-03-02T04:05:06.123Z'],
    ['%Y-%m-%dT%H:%M:%S%z', '2010-03-02T04:05:06-0200', '2010-03-02T04:05:06.000-02:00'],
    ["d MMMM yyyy 'at' HH'h'mm", '2 September 2010 at 04h05', '2010-09-02T04:05:00.000Z'],
    ['yyyyMMdd[T]HHmmss', '20100302T040506', '2010-03-02T04:05:06.000Z'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '2010-03-02T04:05:06.789+01:00', '2010-03-02T04:05:06.789+01:00'],
    ['yyyy-MM-ddTHH:mm:ss', '2010-03-02T04:05:06', '2010-03-02T04:05:06.000Z'],
    ['%F %T', '2010-03-02 04:05:06', '2010-03-02T04:05:06.000Z'],
  ])('%s reads %s', (format, text, expected) => {
    expect(read(text, { format, zone: 'UTC' }).replace('+00:00', 'Z')).toBe(expected);
  });

  it('is held to', () => {
    expect(() => read('2010-12-30 14:32', { format: 'dd.MM.yyyy', zone: 'UTC' })).toThrow(
      'is not a time written as dd.MM.yyyy',
    );
    expect(() => read('31 Foo 2010', { format: 'd MMM yyyy', zone: 'UTC' })).toThrow('no time that a clock can show');
    expect(() => read('13:00 pm 1.1.2010', { format: 'hh:mm a d.M.yyyy', zone: 'UTC' })).toThrow('no time');
  });

  it.each(['', 'HH:mm', 'dd.MM', 'dd.MM.yyyy Q', '%Q %Y-%m-%d'])('%s is refused', (format) => {
    expect(() => new TimeReader({ format })).toThrow(RangeError);
  });
});
