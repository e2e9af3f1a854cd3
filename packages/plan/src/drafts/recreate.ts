/** What can't be changed in place. */
import { type Change, known } from '@homelab/estate/model'
import type { Draft } from '../draft.ts'
import { type Ground, operation } from '../ground.ts'
import type { Unit } from '../units.ts'
import { claimsOf } from './held.ts'

type Group = Extract<Unit, { readonly kind: 'group' }>

/** What is only read once is applied, too, if without effect. */
export function isRefused({ refused }: Change): boolean {
  return refused === true
}

/** Those of the group's own services: another cluster has pods of the same names. */
function podsOf({ was }: Ground, { services }: Group, { subject }: Change): string | undefined {
  return services
    .flatMap(name => known(was.service(name)?.runs.pods ?? []))
    .find(({ kind, namespace, name }) => subject === `${kind} ${namespace}/${name}`)?.id
}

/** The object goes before the new one comes: without its pods where that can be, by hand where somebody has to decide. */
export function releases(ground: Ground, unit: Group, refused: readonly Change[]): readonly Draft[] {
  return [...Map.groupBy(refused, ({ subject }) => subject)].map(([subject, changes]) => {
    const [first] = changes
    const pods = first === undefined ? undefined : podsOf(ground, unit, first)
    const step = pods === undefined ? undefined : operation(ground, `${pods}#release`)
    const named = { system: 'kubernetes', unit: unit.key, services: unit.services, changes, stage: 'release' } as const
    const apply = unit.by.steps(unit.cluster, unit.group, unit.key, unit.byItself).find(({ does }) => does === 'apply')
    const again = apply?.run.kind === 'command' ? [apply.run] : []
    if (step !== undefined)
      return {
        ...{ ...named, id: step.id, run: step.run, effect: step.effect },
        does: `ends ${subject} alone, whose pods and claims stay`,
        interrupts: [{ who: [], what: 'the pods run on', lasts: 'until the delivery recreates it' }],
        back: { how: 'the delivery recreates it, as it was or as it will be', run: again },
        after: [{ step: `${unit.key}#preview`, because: 'what changes is looked at before its object goes' }],
      }
    const claim = claimOf(ground, unit, subject)
    return {
      ...named,
      ...{ id: claim === undefined ? `${unit.key}/${subject}#recreate` : `${claim.id}#recreate`, effect: 'destroys' },
      does: `makes room for another ${subject}`,
      run: { kind: 'by-hand', what: `delete ${subject}, which goes with what it holds: ${first?.why ?? ''}` },
      back:
        claim === undefined
          ? { how: 'the delivery recreates it, as it was', run: again }
          : { none: `what claim ${claim.claim} held is gone with it: what was saved before is all there is` },
      after: [{ step: `${unit.key}#preview`, because: 'what changes is looked at before its object goes' }],
    }
  })
}

function claimOf(
  { was }: Ground,
  { services }: Group,
  subject: string,
): { readonly id: string; readonly claim: string } | undefined {
  return services
    .flatMap(name => was.service(name) ?? [])
    .flatMap(claimsOf)
    .find(({ claim, namespace }) => subject === `PersistentVolumeClaim ${namespace}/${claim}`)
}
