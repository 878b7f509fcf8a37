import { expect, it } from 'vitest';
import { isEmptyDraft, readStoredDraft } from './stored-draft';

const deal = { type: 'deal', id: '7', label: 'Renewal' };

it.each([
  [undefined, null],
  ['text', null],
  [{ replyTo: '1' }, null],
  [{ text: 'a' }, { text: 'a', replyTo: null }],
  [
    { text: 'a', replyTo: 4 },
    { text: 'a', replyTo: null },
  ],
  [
    { text: '', replyTo: '1', subject: 's', related: [deal, { type: 'deal' }, null] },
    { text: '', replyTo: '1', subject: 's', related: [deal] },
  ],
])('reads what a browser kept: %j', (stored, draft) => {
  expect(readStoredDraft(stored)).toEqual(draft);
});

it.each([
  [{ text: '', replyTo: null }, true],
  [{ text: '', replyTo: null, subject: '', related: [] }, true],
  [{ text: '', replyTo: null, subject: 'Offer' }, false],
  [{ text: '', replyTo: null, related: [deal] }, false],
  [{ text: 'a', replyTo: null }, false],
])('knows whether %j is worth keeping', (draft, empty) => {
  expect(isEmptyDraft(draft)).toBe(empty);
});
