import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { reactionSet } from './profile';
import { type Stage, openStage, profiles, reactionShape } from './staff-chat.test-support';

const outside = { error: 'You are not a participant in this conversation' };

describe.each(profiles)('requests about reactions of staff chat, %s', (profile) => {
  let stage: Stage;
  let id: number;
  beforeEach(async () => {
    stage = await openStage(profile);
    ({ id } = await stage.send('amira', 'react'));
  });
  afterEach(() => stage.server.close());

  const react = (as: string, body: object) => stage.ask(as, 'POST', `messages/${id}/react/`, body);
  const emojis = async () => (await stage.listed('amira'))[0]?.reactions.map(({ emoji }) => emoji);

  describeDocumented('POST messages/{id}/react/', () => {
    it('success: takes the ten, all or the last one from each', async () => {
      expect(reactionSet).toEqual(['👍', '❤️', '😊', '😂', '😮', '😢', '🎉', '🔥', '✅', '👏']);
      for (const emoji of reactionSet) {
        const answer = await react('bruno', { emoji });
        expect(answer.status, emoji).toBe(201);
        expect(answer.body).toEqual(
          reactionShape({
            emoji,
            staff: stage.idOf('bruno'),
            staff_name: 'Bruno Keller',
            staff_avatar: null,
          }),
        );
      }
      expect(await emojis()).toEqual(profile === 'documented' ? reactionSet : ['👏']);
      await react('amira', { emoji: '👏' });
      expect((await stage.listed('bruno'))[0]).toMatchObject({ reaction_summary: { '👏': 2 } });
    });

    it('success: takes the same one again', async () => {
      await react('bruno', { emoji: '👍' });
      const again = await react('bruno', { emoji: '👍' });
      if (profile === 'documented') {
        expect(again).toMatchObject({ status: 200, body: { message: 'Reaction already exists' } });
      } else {
        expect(again.status).toBe(201);
        expect(again.body).toEqual(reactionShape({ emoji: '👍' }));
      }
      expect(await emojis()).toEqual(['👍']);
    });

    it('400 none of the ten', async () => {
      // Neither others, nor the heart without its variation, nor one with a colour.
      for (const emoji of ['🚀', '❤', '👍🏽', '']) {
        expect(await react('bruno', { emoji })).toMatchObject({
          status: 400,
          body: { emoji: [`"${emoji}" is not a valid choice.`] },
        });
      }
    });

    it('400 no emoji', async () => {
      expect(await react('bruno', {})).toMatchObject({
        status: 400,
        body: { emoji: ['This field is required.'] },
      });
    });

    it('400 null', async () => {
      expect(await react('bruno', { emoji: null })).toMatchObject({
        status: 400,
        body: { emoji: ['This field may not be null.'] },
      });
    });

    it('403 not a participant', async () => {
      expect(await react('chiara', { emoji: '👍' })).toMatchObject({ status: 403, body: outside });
    });
  });

  describeDocumented('DELETE messages/{id}/react/{emoji}/', () => {
    const unreact = (as: string, emoji: string) =>
      stage.ask(as, 'DELETE', `messages/${id}/react/${encodeURIComponent(emoji)}/`);

    it('success: takes back one’s own', async () => {
      await react('bruno', { emoji: '❤️' });
      await react('amira', { emoji: '❤️' });
      const answer = await unreact('bruno', '❤️');
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ message: 'Reaction removed' });
      expect((await stage.listed('amira'))[0]?.reactions).toMatchObject([
        { emoji: '❤️', staff: stage.idOf('amira') },
      ]);
    });

    it('404 no such reaction', async () => {
      await react('amira', { emoji: '👍' });
      for (const emoji of ['👍', '🚀']) {
        expect(await unreact('bruno', emoji)).toMatchObject({
          status: 404,
          body: { error: 'Reaction not found' },
        });
      }
    });

    it('403 not a participant', async () => {
      expect(await unreact('chiara', '👍')).toMatchObject({ status: 403, body: outside });
    });
  });
});
