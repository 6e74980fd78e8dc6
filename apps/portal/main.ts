import { bootstrapApplication } from '@angular/platform-browser';
import { config } from 'zod/mini';
import { App } from './app';
import { appConfig } from './app.config';
import { loadMessages } from './messages/messages';

// The page's policy forbids code made from text, so that schemas must not even try.
config({ jitless: true });

const messages = await loadMessages(navigator.languages);
document.documentElement.lang = messages.language;
document.documentElement.dir = messages.direction;
await bootstrapApplication(App, appConfig(messages));
