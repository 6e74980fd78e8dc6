export const phases = 3;
