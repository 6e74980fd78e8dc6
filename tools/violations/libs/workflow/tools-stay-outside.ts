import { tool } from '../../tools/tool.js';

export const used = tool;
