import { nothing } from './nowhere.js';
import undeclared from 'rxjs';

export const missing = [nothing, undeclared];
