import type { Hono } from 'hono';
import { Rejection, rejectWith } from '../django/answers';
import { encodeOrganisation, encodeProfile } from './encode';
import { type Parts, json, mount } from './endpoint';

export function mountOrganisations(app: Hono, parts: Parts): void {
  const { world } = parts;

  mount(app, parts, {
    path: '/api/organizations/',
    methods: {
      GET: {
        async run({ person }) {
          const organisations = await world.organisations.ofPerson(person.id);
          return json(
            200,
            organisations.map((organisation) => encodeOrganisation(organisation, (id) => id)),
          );
        },
      },
    },
  });

  mount(app, parts, {
    path: '/api/organizations/:id{[0-9]+}/',
    methods: {
      GET: {
        async run({ person, id }) {
          const organisation = await world.organisations.find(id);
          if (organisation === undefined) throw rejectWith(404, 'No Organization matches the given query.');
          if (!organisation.memberIds.includes(person.id)) {
            throw new Rejection(403, { error: 'You do not have permission to view this organization' });
          }
          const people = new Map((await world.people.all()).map((member) => [member.id, member]));
          const profileOf = (memberId: number) => {
            const member = people.get(memberId);
            return member && encodeProfile(member);
          };
          return json(200, encodeOrganisation(organisation, profileOf));
        },
      },
    },
  });
}
