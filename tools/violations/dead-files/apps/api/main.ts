export { used } from '../../libs/history/index.js';
