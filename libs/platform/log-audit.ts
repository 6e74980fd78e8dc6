/** How far the log is known to be what it was. */
export interface AuditState {
  /** The last signed anchor: up to where it covers the log, and when it was made; absent before the first. */
  readonly anchored: { readonly position: bigint; readonly at: string } | undefined;
  /** Events of the log that no anchor covers yet. */
  readonly eventsToGo: number;
  /** What in log or anchors is not what it was, in words; no anchor is made over that. */
  readonly disagreement: string | undefined;
}

/** Signs how the log was, again and again; whoever does so provides it. */
export abstract class LogAudit {
  abstract state(): Promise<AuditState>;
}
