import type { Line } from './scene';

const amira = (text: string, rest: Omit<Line, 'from' | 'text'> = {}): Line => ({
  from: 'amira',
  text,
  ...rest,
});
const bruno = (text: string, rest: Omit<Line, 'from' | 'text'> = {}): Line => ({
  from: 'bruno',
  text,
  ...rest,
});
const chiara = (text: string, rest: Omit<Line, 'from' | 'text'> = {}): Line => ({
  from: 'chiara',
  text,
  ...rest,
});

/** The day before yesterday: the museum job. */
export const museumMorning: readonly Line[] = [
  amira('Morning Bruno, did the museum send the floor plan?'),
  bruno('Morning! Yes, late last night. Two rooms changed again.'),
  amira('Which two?'),
  bruno('The glass hall and the small cabinet next to it.'),
  amira('The glass hall was the easy one…'),
  bruno('It still is. They only moved the entrance, so the track has to start three metres further left.'),
  amira('And the cabinet?', { answers: 3 }),
  bruno('There they want the cases lit from inside. No spots at all.'),
  amira('That means new drivers.'),
  bruno('I have asked for a quote already. Should be here by noon.', { reactions: { '👍': ['amira'] } }),
  amira('You are quick.'),
  bruno('I had coffee.', { reactions: { '😄': ['amira'] } }),
  amira('Can you put the plan in the shared folder?'),
  bruno('Done. It is the one ending in “-v4”.'),
  amira('Got it, thank you.'),
  bruno('One question: who talks to their conservator, you or Chiara?'),
  amira('Chiara. She knows him from the last exhibition.'),
  bruno('Perfect, then I keep out of it.'),
  amira('Please do stay in copy though, he likes numbers.'),
  bruno('Numbers I can do: 50 lux on the textiles, 150 on everything else.', {
    before: 'Numbers I can do: 50 lux on the textiles, 200 on everything else.',
  }),
  amira('150? I thought 200.', { answers: 1 }),
  bruno('He came down to 150 last week. I corrected it above.'),
  amira('Good to know before we order.'),
  bruno('Wrong chat, sorry', { isDeleted: true }),
  amira('The quote is in: 412 per driver, ten days.'),
  bruno('Ten days is tight but fine.', { answers: 1 }),
  amira('Then order eight. Six plus two spare.'),
  bruno('Ordered. Confirmation is in your inbox.', { reactions: { '🎉': ['amira'], '🙏': ['amira'] } }),
  amira('Lunch?'),
  bruno('Five minutes.'),
];

/** Yesterday afternoon: the test set-up. */
export const testAfternoon: readonly Line[] = [
  bruno('The test rig is up. Want to see?'),
  amira('Of course.'),
  bruno('Three cones, full power, no filter. This is from the back row.', { shows: 'picture' }),
  amira('Oh, that is beautiful. The blue one may be a little narrow?', {
    answers: 1,
    reactions: { '💙': ['bruno'] },
  }),
  bruno('I can open it by five degrees.'),
  amira('Try seven, the stage is deeper than the rig.'),
  bruno('Seven it is.'),
  amira('What does the dimmer say at 10 %?'),
  bruno('No flicker on camera down to 4 %. Below that a bit of banding at 1/500.'),
  amira('Nobody will film at 1/500 in there.'),
  bruno('Famous last words.', { reactions: { '😄': ['amira'] } }),
  amira('I will write 5 % into the sheet, then we are safe.'),
  bruno('Here is the measurement sheet, signed and all.', { shows: 'sheet' }),
  amira('Perfect. I am sending it on to Eastgate for the lab.', {
    answers: 1,
    reactions: { '✅': ['bruno'] },
  }),
  bruno('Tell Eve hello. She still has our long ladder.'),
  amira('Ha, I will ask for it back.'),
];

/** This morning, the last lines still unread by amira. */
export const thisMorning: readonly Line[] = [
  amira('Eve says the lab can start on Monday.'),
  bruno('That soon? Great.'),
  amira('She needs the drivers by Friday, though.'),
  bruno('I called the supplier: they leave today by express.'),
  amira('You are a treasure.', { reactions: { '❤️': ['bruno'] } }),
  bruno('It cost us 38 for the courier. Worth it?'),
  amira('Absolutely.', { answers: 1 }),
  bruno('Is the meeting with Dmitri still at three?'),
  amira(
    'Yes, room 2. He wants to see the budget per room: https://northwind.example/budget/glass-hall?view=rooms',
  ),
  bruno('I will bring the sheet.'),
  amira('And the new floor plan, please.'),
  bruno('On it.', { reactions: { '👍': ['amira'] } }),
  bruno('Small thing: the cabinet door opens outwards now, so the sensor has to move to the other side.'),
  bruno('I have marked it in the plan. Can you have a look before three?'),
];

export const projectPhoenix: readonly Line[] = [
  amira('Welcome to Project Phoenix! Everything about the opera house goes here.'),
  chiara('Hello both. First question: do we know the date of the dress rehearsal?'),
  bruno('The 14th, if the revolving stage is ready.'),
  chiara('Big if.', { answers: 1, reactions: { '😅': ['amira', 'bruno'] } }),
  amira('I have asked the stage manager. Answer tomorrow.'),
  bruno('I can prepare the front of house in the meantime. That does not depend on the stage.'),
  amira('Good idea. Chiara, could you get the permits for the façade?', { reactions: { '👍': ['chiara'] } }),
  chiara('Already on my desk. Two signatures missing.'),
  bruno('Mine is one of them, isn’t it?'),
  chiara('It is 🙂', { answers: 1 }),
  bruno('Signed. Sorry!', { reactions: { '🙏': ['chiara'] } }),
  amira('The 14th is confirmed. The revolving stage turns again!', {
    reactions: { '🎉': ['bruno', 'chiara'], '🔥': ['chiara'] },
  }),
  chiara('Then I book the lift for the 12th.'),
  bruno('Take the long one, the balcony is at nine metres.'),
];

export const withChiara: readonly Line[] = [
  chiara('The conservator agrees with 150 lux. He wants it in writing.'),
  amira('You will have it in ten minutes.'),
  chiara('Take your time, he is at lunch until two.', { reactions: { '👍': ['amira'] } }),
  amira('Sent. You are in copy.'),
  chiara('Thank you! Shall we go through the permits tomorrow at nine?'),
];
