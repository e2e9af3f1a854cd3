import { isDeepStrictEqual } from 'node:util'
import type { DeliveryGroup, Finding } from '@homelab/estate/model'
import type { Member } from './group.ts'

/** Services that share a group and say different things of it: one of them would lose without a word. */
export function checkShared(members: readonly Sharing[]): Finding[] {
  return [...Map.groupBy(members, ({ application }) => application.name).values()].map(withNamespace).flatMap(sharing =>
    options(sharing).flatMap(option => {
      const [first, ...others] = sharing.filter(({ application }) => application[option] !== undefined)
      const other = others.find(
        ({ application }) => !isDeepStrictEqual(application[option], first?.application[option]),
      )
      return first === undefined || other === undefined ? [] : [divided(option, first, other)]
    }),
  )
}

/** Where nobody says into which namespace it goes, it is that of the first: those of the others would not be made. */
function withNamespace(sharing: readonly Sharing[]): readonly Sharing[] {
  if (sharing.some(({ application }) => application.namespace !== undefined)) return sharing
  return sharing.map(each => ({ ...each, application: { ...each.application, namespace: each.namespace } }))
}

type Sharing = Pick<Member, 'application' | 'service' | 'namespace'>

function options(members: readonly Sharing[]): readonly (keyof DeliveryGroup)[] {
  return [...new Set(members.flatMap(({ application }) => Object.keys(application)))] as (keyof DeliveryGroup)[]
}

function divided(option: keyof DeliveryGroup, first: Sharing, { application, service }: Sharing): Finding {
  return {
    code: 'divided-application',
    where: { subject: service.name, path: `application ${application.name}.${option}`, file: service.file },
    problem: `${first.service.name} shares the group of objects and says something else of it`,
    got: JSON.stringify(application[option]),
    expected: JSON.stringify(first.application[option]),
    fix: 'let one of them say it, or give each a group of its own',
  }
}
