import { expect, it } from 'vitest';
import type { SendMessageCommand } from '../adapter/command';
import { fakeCapabilities, fakeLimits } from '../testing/fake-adapter';
import { checkDraft } from './check-draft';

type Said = Partial<Pick<SendMessageCommand, 'subject' | 'related'>>;

const deal = { type: 'deal', id: '7', label: null };
const rich = fakeCapabilities({ subject: true, related: ['deal'] });
const limits = fakeLimits({ subjectLength: 5 });

it.each<[string, Said, typeof rich]>([
  ['subject-unsupported', { subject: 'Offer' }, fakeCapabilities()],
  ['subject-too-long', { subject: '😀'.repeat(6) }, rich],
  ['related-type-unsupported', { related: [{ ...deal, type: 'invoice' }] }, rich],
  ['related-type-unsupported', { related: [deal] }, fakeCapabilities()],
  ['related-twice', { related: [deal, { ...deal, id: '8' }] }, rich],
])('refuses at once: %s', (rule, said, capabilities) => {
  expect(() => checkDraft({ text: 'x', ...said }, capabilities, limits)).toThrow(
    expect.objectContaining({ code: 'invalid', details: expect.objectContaining({ rule }) as unknown }),
  );
});

it.each<[Said, typeof rich]>([
  [{ subject: '  ' }, fakeCapabilities()],
  [{ subject: ' 😀😀😀😀😀 ', related: [deal] }, rich],
])('accepts %o', (said, capabilities) => {
  expect(() => checkDraft({ text: 'x', ...said }, capabilities, limits)).not.toThrow();
});
