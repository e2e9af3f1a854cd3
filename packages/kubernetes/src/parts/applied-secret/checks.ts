import { type Finding, storeOf } from '@homelab/estate/model'
import type { Rendering } from '../../cluster/context.ts'
import { kubernetesDelivery } from '../../delivery/contract.ts'
import type { AppliedSecret } from './index.ts'
import { keysOf } from './pieces.ts'

/** What delivers the group makes Secrets, of values that lie in the repository, and can put this one together. */
export function checkApplied({ context, service, cluster }: Rendering, secret: AppliedSecret): readonly Finding[] {
  const { resolved } = context
  const refusal = kubernetesDelivery(resolved.parts, cluster)?.secrets
  const where = { subject: service.name, path: `secrets.${secret.name}`, file: service.file }
  const unreadable = { code: 'unreadable-secret', where } as const
  if (refusal !== undefined && refusal !== 'put') return [{ ...unreadable, got: cluster.name, ...refusal }]
  const served = [...new Set(Object.values(secret.data).map(({ vault }) => vault))].filter(vault => {
    const store = storeOf(resolved, vault)
    return store !== undefined && store.kept === undefined
  })
  return [
    ...served.map(vault => ({
      ...{ ...unreadable, got: vault },
      problem: 'what is applied is read from files of the repository, and a server keeps this vault',
      fix: 'let External Secrets make it: `externalSecret`',
    })),
    ...keysOf(secret).flatMap(key => ('refused' in key ? [{ ...unreadable, ...tooMuch(key.refused) }] : [])),
  ]
}

function tooMuch(text: string): Pick<Finding, 'problem' | 'got' | 'fix'> {
  return {
    problem: 'a Secret that is applied is put together of texts and of what `data` has, and of no more',
    got: JSON.stringify(text),
    fix: 'name keys of `data` as {{ .key }}, or let External Secrets make it',
  }
}
