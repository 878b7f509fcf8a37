import type { ChatAdapter, AdapterFactory } from './adapter';
import type { ActionKind } from './action';
import type { Capabilities, Support } from './capabilities';
import type { CommandKind } from './command';

/** What an app may leave out although its backend has it. */
export type Feature =
  | 'attachments'
  | 'reactions'
  | 'replies'
  | 'editing'
  | 'deleting'
  | 'pins'
  | 'forwarding'
  | 'mentions'
  | 'typing'
  | 'search'
  | 'new-conversations'
  | 'groups'
  | 'blocks';

const hidden: Support = { supported: false, reason: 'hidden' };

const commandsOf: Partial<Record<Feature, readonly CommandKind[]>> = {
  reactions: ['react', 'unreact'],
  editing: ['edit-message'],
  deleting: ['delete-message'],
  pins: ['pin', 'unpin'],
};

const actionsOf: Partial<Record<Feature, readonly ActionKind[]>> = {
  forwarding: ['forward'],
  'new-conversations': ['create-direct', 'create-group'],
  groups: ['create-group'],
  blocks: ['block', 'unblock', 'list-blocks'],
};

/** The same adapter without some of what it offers: no component shows the features, no verb carries them out. */
export function hideFeatures(factory: AdapterFactory, features: readonly Feature[]): AdapterFactory {
  return (environment) => {
    const adapter = factory(environment);
    // An adapter may refine what it can do; each version is narrowed once, so that readers see one object.
    const narrowed = new WeakMap<Capabilities, Capabilities>();
    return Object.create(adapter, {
      capabilities: {
        enumerable: true,
        get() {
          const known = narrowed.get(adapter.capabilities);
          if (known !== undefined) return known;
          const made = narrow(adapter.capabilities, features);
          narrowed.set(adapter.capabilities, made);
          return made;
        },
      },
    }) as ChatAdapter;
  };
}

function narrow(capabilities: Capabilities, features: readonly Feature[]): Capabilities {
  const without = <Kind extends string>(
    all: Readonly<Record<Kind, Support>>,
    kindsOf: Partial<Record<Feature, readonly Kind[]>>,
  ): Readonly<Record<Kind, Support>> => {
    const kinds = features.flatMap((feature) => kindsOf[feature] ?? []);
    return { ...all, ...Object.fromEntries(kinds.map((kind) => [kind, hidden])) };
  };
  const hides = (feature: Feature): boolean => features.includes(feature);
  return {
    ...capabilities,
    commands: without(capabilities.commands, commandsOf),
    actions: without(capabilities.actions, actionsOf),
    ...(hides('attachments') ? { attachments: hidden } : {}),
    ...(hides('replies') ? { reply: hidden } : {}),
    ...(hides('mentions') ? { mentions: false } : {}),
    ...(hides('typing') ? { typing: { direct: false, group: false, guest: false } } : {}),
    ...(hides('search') ? { search: { ...capabilities.search, messages: hidden } } : {}),
  };
}
