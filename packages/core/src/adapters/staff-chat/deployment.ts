import { isChatError } from '../../errors';
import type { Dialect } from './capabilities';
import type { Settings } from './options';
import type { WireRights } from './wire';

/** What this login may do, as the server told it. */
export interface Rights {
  readonly create: boolean;
  readonly deleteConversation: boolean;
  readonly send: boolean;
  /** Messages and files of others, where one takes part. */
  readonly moderate: boolean;
  readonly upload: boolean;
  readonly react: boolean;
}

/** What was found out about a deployment; what the host configured is never doubted. */
export interface Deployment {
  readonly dialect: Dialect | null;
  readonly rights: Rights | null;
  /** Runs a request below the base path that answers; the first that does is kept. */
  below<Result>(run: (base: string) => Promise<Result>): Promise<Result>;
  /** The rights told with a login or profile; only the newest revision tells any. */
  noteRights(wire: WireRights): void;
}

export function createDeployment({ basePaths, dialect: configured }: Settings): Deployment {
  let found = basePaths.length === 1 ? basePaths[0] : undefined;
  let told: Dialect | null = null;
  let rights: Rights | null = null;
  return {
    get dialect() {
      return configured ?? found?.dialect ?? told;
    },
    get rights() {
      return rights;
    },
    async below(run) {
      if (found !== undefined) return run(found.path);
      let missing: unknown;
      for (const base of basePaths) {
        try {
          const result = await run(base.path);
          found ??= base;
          return result;
        } catch (error) {
          if (!isMissingRoute(error)) {
            // A refusal in JSON comes from the route itself: it is there.
            if (isChatError(error) && error.details['body'] === 'json') found ??= base;
            throw error;
          }
          missing ??= error;
        }
      }
      throw missing;
    },
    noteRights(wire) {
      told = wire.allowed_capabilities == null ? 'documented' : 'deployed';
      rights = readRights(wire);
    },
  };
}

/** A missing thing is told in JSON, a missing route by the framework's page. */
export function isMissingRoute(error: unknown): boolean {
  return isChatError(error) && error.status === 404 && error.details['body'] !== 'json';
}

/** Roles that may moderate in revisions that tell no rights. */
const managingRoles: ReadonlySet<string> = new Set(['manager', 'admin']);

function readRights(wire: WireRights): Rights {
  const actions = wire.rbac?.staff_chat?.actions;
  const { allowed_capabilities: capabilities } = wire;
  if (capabilities == null && actions == null) {
    const manages = managingRoles.has(wire.role_slug ?? '');
    return {
      create: true,
      deleteConversation: true,
      send: true,
      moderate: manages,
      upload: true,
      react: true,
    };
  }
  const may = (capability: string, action: string): boolean =>
    actions?.[action] ?? capabilities?.includes(`staff_chat.${capability}`) ?? false;
  return {
    create: may('conversation.create', 'conversation_create'),
    deleteConversation: may('conversation.delete', 'conversation_delete'),
    send: may('message.send', 'message_send'),
    moderate: may('conversation.moderate', 'message_moderate'),
    upload: may('attachment.upload', 'attachment_upload'),
    react: may('reaction.manage', 'reaction_manage'),
  };
}
