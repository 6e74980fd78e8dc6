/** A note that says this cannot be applied by the program in `planted-views.ts`. */
export const STUMBLING_BLOCK = 'The ridge beam is 40 mm lower than drawn.';
