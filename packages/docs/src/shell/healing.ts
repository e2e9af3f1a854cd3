import { deliveryOf } from '@homelab/estate/model'
import { asTyped, type Command, noted } from '@homelab/formats/page'
import type { Context } from '../context.ts'
import type { InCluster } from '../model/cluster.ts'

/**
 * What brings a service, and puts back what is changed of it, would start again what somebody stops.
 *
 * @param why for whoever meets it, a clause
 */
export function keptFromHealing(
  { parts }: Context,
  runs: InCluster | undefined,
  why: string,
): { readonly pauses: readonly Command[]; readonly resumes: readonly Command[] } {
  const by = runs && deliveryOf(parts, runs.cluster)
  const healing = new Set(
    runs?.deliveries.flatMap(({ group, holds, byItself }) =>
      byItself?.heals === true && (holds === 'workload' || holds === 'all') ? [group] : [],
    ),
  )
  const each = [...healing].flatMap(group => (runs && by?.pauses?.(runs.cluster, group, why)) ?? [])
  return {
    pauses: each.map(({ pause }) => noted('else it is started again meanwhile', asTyped(pause))),
    resumes: each
      .toReversed()
      .map(({ resume, note }) => (note === undefined ? asTyped(resume) : noted(note, asTyped(resume)))),
  }
}
