import type { Dialect } from './capabilities';
import type { Settings } from './options';

/** What was found out about a deployment's sockets; what the host configured is never doubted. */
export interface Deployment {
  dialect: Dialect | null;
  /** The address part that answered; null while it is not known. */
  prefix: string | null;
}

export function createDeployment(settings: Settings): Deployment {
  const { dialect } = settings;
  return { dialect: dialect === 'auto' ? null : dialect, prefix: givenPrefix(settings) };
}

/** Lets the next attempt find out the address anew. */
export function doubtPrefix(deployment: Deployment, settings: Settings): void {
  deployment.prefix = givenPrefix(settings);
}

/** Lets the next attempt find out the dialect anew. */
export function doubtDialect(deployment: Deployment, settings: Settings): void {
  if (settings.dialect === 'auto') deployment.dialect = null;
}

function givenPrefix({ socketPrefixes: [first, ...others] }: Settings): string | null {
  return first === undefined || others.length > 0 ? null : first;
}
