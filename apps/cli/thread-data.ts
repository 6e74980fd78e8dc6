/** What the thread that runs a command is told by the one that started it. */
export interface ThreadData {
  readonly words: readonly string[];
  /** The folder that relative paths start from. */
  readonly caller: string;
  /** Whether stderr is one, and how wide it is. */
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
}
