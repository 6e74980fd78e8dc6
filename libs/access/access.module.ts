import { Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { checkPermissions } from './ability.js';
import { AccountOf } from './account-of.js';
import { PolicyGuard } from './policy-guard.js';
import { Principals } from './principals.js';

@Module({
  providers: [AccountOf, Principals, { provide: APP_GUARD, useClass: PolicyGuard }],
  exports: [AccountOf, Principals],
})
export class AccessModule implements OnModuleInit {
  onModuleInit(): void {
    checkPermissions();
  }
}
