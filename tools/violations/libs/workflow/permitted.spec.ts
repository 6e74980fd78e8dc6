import { expect } from '@jest/globals';
import { invite } from '#identity';
import { DatabaseSync } from 'node:sqlite';

export const used = [expect, invite, DatabaseSync];
