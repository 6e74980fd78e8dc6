import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { phases } from '../index.js';

export const impure = [readFileSync, Injectable, phases];
