import type { Capabilities, Coverage, LiveCoverage } from '../../adapter/capabilities';
import type { FakeServerOptions } from '../fake-server';

/** How a backend of a kind may still differ from another. */
export interface ServerVariant {
  readonly frames: 'whole' | 'parts';
  /** Whether an own message comes back with the local id its sender gave it. */
  readonly echoesLocalId: boolean;
  /** Whether deleting leaves no tombstone. */
  readonly hardDeletes: boolean;
}

/** A kind of backend, by what it promises. */
export interface ServerKind {
  readonly name: 'keyed' | 'keyless' | 'polled' | 'stale';
  readonly live: boolean;
  server(variant: ServerVariant): Omit<FakeServerOptions, 'clock'>;
  capabilities(variant: ServerVariant): Partial<Capabilities>;
}

/** Resending with the same key gives the first answer again. */
export const keyed: ServerKind = {
  name: 'keyed',
  live: true,
  server: (variant) => ({ ...told(variant), idempotency: true }),
  capabilities: ({ hardDeletes }) => ({
    ...coveredBy('always'),
    ...deleting(hardDeletes),
    idempotency: 'key',
  }),
};

/** Every send that arrives makes a message. */
export const keyless: ServerKind = {
  name: 'keyless',
  live: true,
  server: told,
  capabilities: ({ hardDeletes }) => ({
    ...coveredBy('always'),
    ...deleting(hardDeletes),
    idempotency: 'none',
  }),
};

/** No keys and nothing live. */
export const polled: ServerKind = {
  name: 'polled',
  live: false,
  server: () => ({ broadcast: 'none' }),
  capabilities: ({ hardDeletes }) => ({
    ...coveredBy('never'),
    ...deleting(hardDeletes),
    idempotency: 'none',
  }),
};

/** No keys, and live says only that something happened somewhere. */
export const stale: ServerKind = {
  name: 'stale',
  live: true,
  server: () => ({ broadcast: 'stale' }),
  capabilities: ({ hardDeletes }) => ({
    ...coveredBy('partly'),
    ...deleting(hardDeletes),
    idempotency: 'none',
  }),
};

function told({ frames, echoesLocalId }: ServerVariant): Omit<FakeServerOptions, 'clock'> {
  return { frames, broadcast: echoesLocalId ? 'with-local-id' : 'plain' };
}

function deleting(hard: boolean): Partial<Capabilities> {
  return { deleteKinds: [hard ? 'hard' : 'everyone'] };
}

function coveredBy(coverage: Coverage): Partial<Capabilities> {
  const all: LiveCoverage = {
    messages: coverage,
    edits: coverage,
    deletions: coverage,
    reactions: coverage,
    receipts: coverage,
    typing: coverage,
    presence: coverage,
    conversations: coverage,
  };
  return {
    live: { direct: all, group: all, guest: all },
    sockets: coverage === 'never' ? 'none' : 'shared',
  };
}
