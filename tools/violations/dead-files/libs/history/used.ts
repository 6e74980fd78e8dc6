export const used = true;
