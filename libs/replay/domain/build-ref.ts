import type { BuildId } from '#contracts';

/** A build among those of its view. */
export interface BuildRef {
  readonly version: number;
  readonly build: number;
}

export function idOfBuild({ version, build }: BuildRef): BuildId {
  return `${String(version)}-${String(build)}`;
}

/** @param id as `BuildId` has checked it */
export function buildOfId(id: BuildId): BuildRef {
  const [version, build] = id.split('-').map(Number);
  return { version: version ?? 0, build: build ?? 0 };
}
