import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { routeOf, type OperatedRoute } from '#platform';

/** The operations that this portal serves, by operationId; found on its controllers. */
@Injectable()
export class Routes {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  operations(): OperatedRoute[] {
    const found = this.discovery.getControllers().flatMap(({ metatype }) => {
      const prototype = (metatype as { prototype: Record<string, object> } | null)?.prototype;
      if (!prototype) return [];
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => routeOf(prototype[name] ?? {}) ?? []);
    });
    return found.sort((a, b) => (a.operation.id < b.operation.id ? -1 : 1));
  }
}
