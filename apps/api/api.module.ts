import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { OperationInterceptor, PlatformModule, ProblemFilter, type Opened } from '#platform';
import { ReplayModule, type Replay } from '#replay';
import { contexts } from './composition.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { Routes } from './routes.js';
import { OpenApiController } from './open-api.controller.js';
import { SignalsController } from './signals.controller.js';

@Module({})
export class ApiModule {
  static of(opened: Opened, metrics: Metrics, replay: Replay): DynamicModule {
    return {
      module: ApiModule,
      imports: [PlatformModule.forRoot(opened), DiscoveryModule, ReplayModule.of(replay), ...contexts],
      controllers: [HealthController, MetricsController, OpenApiController, SignalsController],
      providers: [
        { provide: Metrics, useValue: metrics },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: OperationInterceptor },
        Routes,
      ],
    };
  }
}
