import { expect, it } from 'vitest';
import { decodePerson } from './decode-person';
import { person } from './wire';

const mentionOf = (first_name: string, last_name: string) =>
  decodePerson(person.parse({ id: 2, first_name, last_name, full_name: '' }), 'https://hotel.test').mention;

it.each([
  ['Bruno', 'Keller', '@Bruno Keller'],
  ['Ana María', 'López Vega', '@Ana López'],
  ['Zoë', "O'Neil", '@Zoë O'],
  ['Nour', '', '@Nour,'],
  ['', 'Haddad', '@Haddad,'],
  ['', '', null],
])('mentions %j %j as the server reads it', (first, last, mention) => {
  expect(mentionOf(first, last)).toBe(mention);
});
