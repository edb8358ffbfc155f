import type { createLinkMethods } from './auth/links.ts';
import { ProvenaError, RequestRejectedError } from './errors.ts';
import type { CallOptions } from './http/route.ts';
import type { Item } from './model/item.ts';
import type { PersonInfo } from './model/kinds/agents.ts';
import type { Operations } from './registry/operations.ts';

export type Person = Item<PersonInfo>;

type Links = Pick<ReturnType<typeof createLinkMethods>, 'lookupLink' | 'assignLink'>;
type People = Pick<Operations<PersonInfo>, 'fetch' | 'create'>;

/** The person of the registry that a user is linked to. */
export type LinkedPeople = ReturnType<typeof createLinkedPeople>;

export function createLinkedPeople(links: Links, people: () => People) {
  const getLinkedPerson = async (
    options: CallOptions & { username?: string | undefined } = {},
  ): Promise<Person | undefined> => {
    const { person_id } = await links.lookupLink(options);
    return person_id ? (await people().fetch(person_id, options)).item : undefined;
  };
  return {
    /**
     * The person that a user is linked to, by default the caller, or `undefined` if there is none.
     * `GET /link/user/lookup`, `GET /registry/agent/person/fetch`
     * @throws ForbiddenError or NotFoundError if there is one that the caller may not read, or that was deleted.
     */
    getLinkedPerson,
    /**
     * Registers a person and links the caller to it. `POST /registry/agent/person/create`, `POST /link/user/assign`
     * @throws RequestRejectedError if the caller is already linked, before anything is created. If only the link fails, the
     * error's `partial.person_id` names the person, and `auth.assignLink` finishes the work.
     */
    createAndLinkPerson: async (person: PersonInfo, options?: CallOptions): Promise<Person> => {
      const { person_id } = await links.lookupLink(options);
      if (person_id)
        throw new RequestRejectedError(`you are already linked to the person ${person_id}`, {
          partial: { person_id },
        });
      const { created_item } = await people().create(person, options);
      try {
        await links.assignLink(created_item.id, options);
      } catch (cause) {
        if (cause instanceof ProvenaError && cause.outcomeUnknown) {
          const linked = await links.lookupLink(options).catch(() => undefined);
          if (linked?.person_id === created_item.id) return created_item;
        }
        throw new RequestRejectedError(
          `the person ${created_item.id} was registered, but linking you to it failed. Link it with auth.assignLink`,
          { partial: { person_id: created_item.id }, cause },
        );
      }
      return created_item;
    },
  };
}
