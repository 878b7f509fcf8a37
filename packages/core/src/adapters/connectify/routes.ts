import { isChatError } from '../../errors';

/** Deployments were observed with other paths than the document's; both are spoken. */
export type RouteStyle = 'deployed' | 'documented';
export type RouteFamily = 'create' | 'action' | 'delete';

/** Tries the observed path first, the documented one where that does not exist, and remembers which it was. */
export interface Routes {
  attempt<Result>(family: RouteFamily, run: (style: RouteStyle) => Promise<Result>): Promise<Result>;
}

export function createRoutes(): Routes {
  const known = new Map<RouteFamily, RouteStyle>();

  return {
    async attempt(family, run) {
      const style = known.get(family) ?? 'deployed';
      try {
        const result = await run(style);
        known.set(family, style);
        return result;
      } catch (error) {
        if (!isMissingRoute(error)) throw error;
        const other = style === 'deployed' ? 'documented' : 'deployed';
        const result = await run(other).catch((second: unknown) => {
          // A refusal in JSON comes from the route itself: it is there.
          if (isMissingRoute(second)) throw error;
          known.set(family, other);
          throw second;
        });
        known.set(family, other);
        return result;
      }
    },
  };
}

/** A missing thing is told in JSON; a missing route by 405 or the framework's HTML page. */
export function isMissingRoute(error: unknown): boolean {
  if (!isChatError(error)) return false;
  return error.status === 405 || (error.status === 404 && error.details['body'] !== 'json');
}
