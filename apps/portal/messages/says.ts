import type { ProblemParams } from '#contracts';

/** Sentences by the stable code of what they are about. */
export type Says = Readonly<Partial<Record<string, (about: ProblemParams) => string>>>;
