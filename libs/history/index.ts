import { timeline } from './timeline.js';
import { toldProjects } from './told-projects.js';

export { HistoryModule } from './history.module.js';
export { timeline, type TimelineDocument } from './timeline.js';
export { toldProjects, type ToldProject } from './told-projects.js';
export const historyProjections = [timeline, toldProjects];
