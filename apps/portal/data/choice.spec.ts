import { signal } from '@angular/core';
import { describe, expect, it } from '@jest/globals';
import { choiceOf } from './choice';

describe('a choice', () => {
  it('is the first option, until somebody chooses', () => {
    const options = signal(['a', 'b']);
    const choice = choiceOf(options);
    expect(choice()).toBe('a');
    choice.set('b');
    expect(choice()).toBe('b');
  });

  it('stays while the options move on, and ends with its option', () => {
    const options = signal(['a', 'b']);
    const choice = choiceOf(options);
    choice.set('b');
    options.set(['c', 'a', 'b']);
    expect(choice()).toBe('b');
    options.set(['c', 'a']);
    expect(choice()).toBe('c');
  });

  it('is nothing where there are no options, and the first that comes', () => {
    const options = signal<readonly string[]>([]);
    const choice = choiceOf(options);
    expect(choice()).toBe('');
    options.set(['a']);
    expect(choice()).toBe('a');
  });
});
