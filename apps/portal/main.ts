import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app';
import { appConfig } from './app.config';
import { loadMessages } from './messages/messages';

const messages = await loadMessages(navigator.languages);
await bootstrapApplication(App, appConfig(messages));
