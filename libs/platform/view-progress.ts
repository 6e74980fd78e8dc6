/** How far the views have come; whoever runs the projections provides it. */
export abstract class ViewProgress {
  /** Position in the log that the view has passed. */
  abstract position(view: string): bigint;
  /** Whether the view has passed the position, waiting for it until a moment of `performance.now()`. */
  abstract passed(view: string, position: bigint, until: number): Promise<boolean>;
  /** Whether events wait that could not be applied to the view. */
  abstract isHeldUp(view: string): boolean;
  /** How far the slowest view is behind the log. */
  abstract lag(): { readonly ms: number; readonly events: number };
}
