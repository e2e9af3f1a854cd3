import type { Draft } from '../draft.ts'
import type { Ground } from '../ground.ts'

/** Who comes into the tailnet, and who leaves it: in the console, since nobody is made by a stack. */
export function peopleDrafts({ before, after, changes }: Ground): readonly Draft[] {
  const [old, now] = [before, after].map(({ people }) => new Set(people.map(({ name }) => name)))
  const carried = (name: string): Draft['changes'] =>
    changes.filter(({ system, subject }) => system === 'people' && subject === name)
  return [
    ...after.people.flatMap(({ name, role }): readonly Draft[] =>
      old?.has(name) === true
        ? []
        : [
            {
              ...{ id: `person/${name}#invite`, system: 'people', services: [], changes: carried(name) },
              ...{ effect: 'changes', stage: 'invite', does: `lets ${name} into the tailnet` },
              run: { kind: 'by-hand', what: `invite ${name} as ${role} in the admin console, Users` },
              back: { how: `remove ${name} in the admin console, Users`, run: [] },
            },
          ],
    ),
    ...before.people.flatMap(({ name }): readonly Draft[] =>
      now?.has(name) === true
        ? []
        : [
            {
              ...{ id: `person/${name}#leave`, system: 'people', services: [], changes: carried(name) },
              ...{ effect: 'destroys', stage: 'invite', does: `lets ${name} leave the tailnet` },
              run: { kind: 'by-hand', what: `remove ${name} with all machines in the admin console, Users` },
              back: { how: `invite ${name} again: each machine logs in again`, run: [] },
            },
          ],
    ),
  ]
}
