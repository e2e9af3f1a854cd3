import { isDeepStrictEqual } from 'node:util'
import type { DeliveryGroup, Finding } from '@homelab/estate/model'
import type { Member } from './group.ts'

/** Services that share a group and say different things of it: one of them would lose without a word. */
export function checkShared(members: readonly Sharing[]): Finding[] {
  const groups = [...Map.groupBy(members, ({ application }) => application.name).values()]
  return [...groups.flatMap(saidTwice), ...groups.map(withNamespace).flatMap(differing)]
}

/** Of two groups of one name that a service leaves to others to write, the second says what the first does not. */
function saidTwice(sharing: readonly Sharing[]): readonly Finding[] {
  const byHand = sharing.filter(({ rendered }) => !rendered)
  const again = byHand.filter(({ service }, index) => byHand.findIndex(each => each.service === service) < index)
  return again.map(({ application, service }) => ({
    code: 'duplicate-setting',
    where: { subject: service.name, path: `application ${application.name}`, file: service.file },
    problem: 'the service names two groups of objects like this, and one is rendered',
    fix: 'give one of them another name, or say all of it once',
  }))
}

function differing(sharing: readonly Sharing[]): readonly Finding[] {
  return options(sharing).flatMap(option => {
    const [first, ...others] = sharing.filter(({ application }) => application[option] !== undefined)
    const other = others.find(({ application }) => !isDeepStrictEqual(application[option], first?.application[option]))
    return first === undefined || other === undefined ? [] : [divided(option, first, other)]
  })
}

/** Where nobody says into which namespace it goes, it is that of the first: those of the others would not be made. */
function withNamespace(sharing: readonly Sharing[]): readonly Sharing[] {
  if (sharing.some(({ application }) => application.namespace !== undefined)) return sharing
  return sharing.map(each => ({ ...each, application: { ...each.application, namespace: each.namespace } }))
}

type Sharing = Pick<Member, 'application' | 'service' | 'namespace' | 'rendered'>

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
