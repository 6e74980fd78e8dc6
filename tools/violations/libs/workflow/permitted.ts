import { Injectable } from '@nestjs/common';
import { Name } from '#contracts';
import { kit } from '#event-sourcing';
import type { PersonInvited } from '#identity';
import { phases } from './index.js';

export const all = [Injectable, Name, kit, phases];
export type Known = PersonInvited;
