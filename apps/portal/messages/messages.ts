import { InjectionToken, inject } from '@angular/core';
import type { en } from './en';

/** Every text of the portal. Another language is a file that satisfies this type. */
export type Messages = typeof en;

const LANGUAGES: Readonly<Record<string, () => Promise<Messages>>> = {
  en: async () => (await import('./en')).en,
};

/** The messages of the first language that a person reads and the portal speaks; English otherwise. */
export async function loadMessages(preferred: readonly string[]): Promise<Messages> {
  const language = preferred.map((tag) => tag.split('-')[0] ?? '').find((tag) => tag in LANGUAGES) ?? 'en';
  const load = LANGUAGES[language] ?? LANGUAGES['en'];
  if (!load) throw new Error('English is always there.');
  return load();
}

export const MESSAGES = new InjectionToken<Messages>('messages');

/** The texts, for a component's template. */
export function injectMessages(): Messages {
  return inject(MESSAGES);
}
