/** An attribute as a log gives it: values are text exactly as they stand there. `value` is empty for lists and containers. */
export interface LogAttribute {
  readonly key: string;
  /** `string`, `date`, `int`, `float`, `boolean`, `id`, `list` or `container`; always `string` in CSV. */
  readonly type: string;
  readonly value: string;
  readonly children?: LogAttribute[];
}

/** What is in a log, in the order of the file. */
export type LogItem = LogKeys | LogName | LogCase | LogActivity | LateAttributes | OutsideEvent;

/** First of all: which attributes or columns are read as what. */
export interface LogKeys {
  readonly kind: 'keys';
  readonly keys: Keys;
}

/** The log says its name. It may do so after its cases. */
export interface LogName {
  readonly kind: 'name';
  readonly name: string;
}

/** A case begins. `case` numbers them by their place in the file, from 1. */
export interface LogCase {
  readonly kind: 'case';
  readonly case: number;
  readonly name: string | undefined;
  readonly attributes: readonly LogAttribute[];
}

/** An activity of a case. What the log does not say is `undefined`. */
export interface LogActivity {
  readonly kind: 'activity';
  readonly case: number;
  readonly activity: string | undefined;
  /** RFC 3339 to the millisecond, with the log's own offset. */
  readonly occurredAt: string | undefined;
  readonly resource: string | undefined;
  readonly lifecycle: string | undefined;
  /** All others, in the order of the file. */
  readonly attributes: readonly LogAttribute[];
}

/** Attributes of a case, or its name, that stand behind its first activity. */
export interface LateAttributes {
  readonly kind: 'late';
  readonly case: number;
  readonly name: string | undefined;
  readonly attributes: readonly LogAttribute[];
}

/** An event that belongs to no case. */
export interface OutsideEvent {
  readonly kind: 'outside';
}

/** Which attribute or column says what; the names of XES, and in CSV their usual variants, where one is not given. */
export interface Keys {
  readonly case?: string;
  readonly activity?: string;
  readonly time?: string;
  readonly resource?: string;
  readonly lifecycle?: string;
}
