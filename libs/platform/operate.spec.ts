import { describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import * as z from 'zod/mini';
import { query } from '#contracts';
import { Asked, Operate, routeOf } from './operate.js';
import type { OperationRequest } from './operation-request.js';
import { anyone } from './policy.js';

const greet = query('greet', '/greet', 'Greets', { answer: z.strictObject({}) });

@Controller()
class Greetings {
  @Operate(greet, anyone)
  greet(@Asked() _: OperationRequest<typeof greet>) {
    return {};
  }

  @Get('undeclared')
  undeclared() {
    return {};
  }
}

describe('@Operate', () => {
  it('declares the operation and its policy on the method', () => {
    expect(routeOf(Greetings.prototype.greet)).toEqual({ operation: greet, policy: anyone });
  });

  it('finds nothing where nothing was declared', () => {
    expect(routeOf(Greetings.prototype.undeclared)).toBeUndefined();
  });
});
