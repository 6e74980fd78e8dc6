/** English on the pages that only admins have. */
export const enAdmin = {
  replay: {
    title: 'Replay',
  },
};
