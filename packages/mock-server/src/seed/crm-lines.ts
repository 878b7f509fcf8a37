import type { CrmLine } from './crm';

/** A quotation on its way to an order. */
export const amiraAndHugo: readonly CrmLine[] = [
  {
    from: 'amira',
    text: 'Good morning Hugo, thank you for showing us the hall. The quotation for the eleven fittings is attached.',
    subject: 'Quotation, glass hall',
    about: { deal: 1, lead: 1 },
    shows: 'paper',
  },
  { from: 'hugo', text: 'Thank you, that was quick. Is the dimmer in the price?' },
  { from: 'amira', text: 'It is, one for each pair.', about: { deal: 1 } },
  { from: 'hugo', text: 'Then I will take it to the board on Monday.' },
  {
    from: 'hugo',
    text: 'They ask whether the fittings can come in two deliveries: six before the opening, five after.',
  },
];

export const amiraAndBruno: readonly CrmLine[] = [
  {
    from: 'amira',
    text: 'Could you reserve the van for Thursday? The museum wants to see the sample on site.',
    about: { lead: 1 },
  },
  { from: 'bruno', text: 'Reserved from eight to noon. Shall I bring the dimmer as well?' },
  { from: 'amira', text: 'Please. And the narrow lens, if it is back from the lab.' },
  {
    from: 'bruno',
    text: 'It is. Calibration sheet is in the case.',
    subject: 'Sample for Thursday',
    shows: 'picture',
  },
  { from: 'amira', text: 'You are the best.' },
  { from: 'bruno', text: 'Hugo asked me about two deliveries. I said you decide.' },
];

export const amiraAndChiara: readonly CrmLine[] = [
  {
    from: 'chiara',
    text: 'The invoice for the theatre is out, thirty days.',
    subject: 'Invoice 1187',
    about: { customer: 2 },
  },
  { from: 'amira', text: 'Thank you. Selma pays early, let us thank her when she does.' },
];

export const brunoAndHugo: readonly CrmLine[] = [
  { from: 'hugo', text: 'Mr Keller, where can the van park on Thursday? The yard is closed for paving.' },
  { from: 'bruno', text: 'We come by the river entrance, the guard knows.' },
  { from: 'hugo', text: 'Perfect, I will wait there at nine.' },
];

export const chiaraAndSelma: readonly CrmLine[] = [
  {
    from: 'chiara',
    text: 'Dear Selma, the spare drivers have arrived. Shall we send them or keep them for the visit in May?',
    about: { customer: 2 },
  },
  { from: 'selma', text: 'Keep them, please: fewer parcels.' },
];

export const amiraAndEve: readonly CrmLine[] = [
  { from: 'amira', text: 'Eve, does your lab have room for a flicker test next week?', about: { deal: 1 } },
  { from: 'eve', text: 'Wednesday afternoon. Bring the driver, not only the lamp.' },
];
