import { conversationTopic, type Hub } from '../../live/hub';

export type Frame = Readonly<Record<string, unknown>>;

/** A frame on its way; whoever is named does not hear it on any of their sockets. */
export interface Envelope {
  readonly frame: Frame;
  readonly exceptFor: number | null;
}

export interface Broadcast {
  toAll(conversationId: number, frame: Frame): void;
  toOthers(conversationId: number, personId: number, frame: Frame): void;
  /** Returns the function that ends it. */
  listen(conversationId: number, personId: number, hear: (frame: Frame) => void): () => void;
}

export function createBroadcast(hub: Hub): Broadcast {
  const publish = (conversationId: number, envelope: Envelope): void =>
    hub.publish(conversationTopic(conversationId), envelope);
  return {
    toAll: (conversationId, frame) => publish(conversationId, { frame, exceptFor: null }),
    toOthers: (conversationId, personId, frame) => publish(conversationId, { frame, exceptFor: personId }),
    listen: (conversationId, personId, hear) =>
      hub.join({
        topics: new Set([conversationTopic(conversationId)]),
        hear(published) {
          const { frame, exceptFor } = published as Envelope;
          if (exceptFor !== personId) hear(frame);
        },
      }),
  };
}
