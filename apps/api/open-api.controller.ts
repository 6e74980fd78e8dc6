import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Admit, Config, anyone } from '#platform';
import { docsPage } from './docs-page.js';
import { openApi } from './open-api.js';
import { Routes } from './routes.js';
import { VERSION } from './version.js';

/** The API described for programs and for people. */
@Controller()
export class OpenApiController {
  constructor(
    private readonly routes: Routes,
    private readonly config: Config,
  ) {}

  @Admit(anyone)
  @Get('openapi.json')
  describe() {
    return openApi(this.routes.operations(), this.config.url, VERSION);
  }

  @Admit(anyone)
  @Get('docs')
  read(@Res() reply: FastifyReply): void {
    docsPage(reply, openApi(this.routes.operations(), this.config.url, VERSION));
  }
}
