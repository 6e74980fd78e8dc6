import * as access from '#access/events-and-views';
import * as accounts from '#accounts/events-and-views';
import * as history from '#history/events-and-views';
import * as identity from '#identity/events-and-views';
import * as replay from '#replay/events-and-views';
import * as reporting from '#reporting/events-and-views';
import * as workflow from '#workflow/events-and-views';
import * as workspace from '#workspace/events-and-views';
import type { AnyEventType } from '#event-sourcing';
import type { AnyProjection } from '#read-models';

interface Context {
  readonly events?: readonly AnyEventType[];
  readonly projections: readonly AnyProjection[];
}

const contexts: readonly Context[] = [access, identity, workspace, accounts, workflow, history, reporting, replay];

/** All events that the log may hold. */
export const events: readonly AnyEventType[] = contexts.flatMap((context) => context.events ?? []);

/** All views that a portal keeps. */
export const projections: readonly AnyProjection[] = contexts.flatMap((context) => context.projections);

/** This module, for threads: it loads events and views and nothing that serves them. */
export const address = new URL(import.meta.url);
