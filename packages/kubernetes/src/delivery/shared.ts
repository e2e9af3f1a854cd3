import { isDeepStrictEqual } from 'node:util'
import type { DeliveryGroup, Finding } from '@homelab/estate/model'
import type { Member } from './group.ts'

/** Services that share an Application and say different things of it: one of them would lose without a word. */
export function checkShared(members: readonly Pick<Member, 'application' | 'service'>[]): Finding[] {
  return [...Map.groupBy(members, ({ application }) => application.name).values()].flatMap(sharing =>
    options(sharing).flatMap(option => {
      const [first, ...others] = sharing.filter(({ application }) => application[option] !== undefined)
      const other = others.find(
        ({ application }) => !isDeepStrictEqual(application[option], first?.application[option]),
      )
      return first === undefined || other === undefined ? [] : [divided(option, first, other)]
    }),
  )
}

function options(members: readonly Pick<Member, 'application'>[]): readonly (keyof DeliveryGroup)[] {
  return [...new Set(members.flatMap(({ application }) => Object.keys(application)))] as (keyof DeliveryGroup)[]
}

function divided(
  option: keyof DeliveryGroup,
  first: Pick<Member, 'application' | 'service'>,
  { application, service }: Pick<Member, 'application' | 'service'>,
): Finding {
  return {
    code: 'divided-application',
    where: { subject: service.name, path: `application ${application.name}.${option}`, file: service.file },
    problem: `${first.service.name} shares the Application and says something else of it`,
    got: JSON.stringify(application[option]),
    expected: JSON.stringify(first.application[option]),
    mend: 'let one of them say it, or give each its own Application',
  }
}
