import { linkedSignal, type WritableSignal } from '@angular/core';

/**
 * What is chosen of options that come and go while people work: what somebody chose stays for as long as it is there, and
 * the first option stands where nothing is chosen. `''` where there are none.
 */
export function choiceOf(options: () => readonly string[]): WritableSignal<string> {
  return linkedSignal<readonly string[], string>({
    source: options,
    computation: (now, before) => now.find((one) => one === before?.value) ?? now[0] ?? '',
  });
}
