import { fakeCapabilities } from '@chat/core/testing';
import type { Capabilities, Limits } from '@chat/core';

/** A backend that can do everything; spread it and take away what a story is about. */
export const fullCapabilities: Capabilities = fakeCapabilities({
  idempotency: 'key',
  deleteKinds: ['everyone', 'me'],
  receipts: { delivered: true, read: 'per-user' },
});

export const noLimits: Limits = {
  textLength: null,
  subjectLength: null,
  editWindowMs: null,
  attachmentCount: null,
  attachmentBytes: null,
  attachmentExtensions: null,
  groupNameLength: null,
  groupOthers: null,
  pageSize: 50,
  liveConversations: null,
};
