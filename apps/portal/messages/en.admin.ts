import type { Says } from './says';

/** English on the pages that only admins have. */
export const enAdmin = {
  problems: {
    'rebuild-running': () => 'This view is being rebuilt already. Wait for it, or drop that build.',
    'no-such-version': () => 'The program does not have this version any more. Load the page again.',
    'builds-differ': () => 'The two builds differ. Look at the differences, and say that they are wanted.',
    'rebuild-unfinished': () => 'This build is not finished. Wait until it has caught up.',
    'not-compared': () => 'This build was not compared with the one that serves. Compare them first.',
    'not-in-source': () => 'The program does not have the version of this build any more. Rebuild the view.',
    'nothing-kept': () => 'No build that served before is kept. Rebuild the view instead.',
    'build-serves': () => 'This build serves readers. Choose another one.',
    'no-rebuild': () => 'This view is not being rebuilt.',
    'switched-meanwhile': () => 'Another build serves by now. Compare again.',
  } satisfies Says as Says,

  replay: {
    title: 'Replay',
  },
};
