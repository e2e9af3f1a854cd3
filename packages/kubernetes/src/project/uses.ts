import type { Finding, Lookup, NeedUse, ResolvedService } from '@homelab/estate'
import { isRecord, oneOf, onlyFields, type Rule, type RulesOf, recordOf, text, type Wrong } from '@homelab/estate/shape'
import type { PodWorkload } from '../workloads/pods.ts'
import type { ConnectStoreUse, DatabaseUrlUse, EnvUse } from '../workloads/uses.ts'
import { isPods, isRendered } from './workloads.ts'

const part: Rule = (value, path) =>
  isRecord(value) ? onlyFields({ urlPath: text })(value, path) : oneOf('url', 'host', 'port')(value, path)
const env = { kind: text, variables: recordOf(part) } satisfies RulesOf<Omit<EnvUse, 'container'>>
const token = onlyFields({ secret: text, key: text } satisfies RulesOf<ConnectStoreUse['token']>)

const rules: Readonly<Record<string, Rule>> = {
  env: onlyFields(env, { container: text }),
  'connect-store': onlyFields({ kind: text, vault: text, token } satisfies RulesOf<ConnectStoreUse>),
  'database-url': onlyFields({ kind: text, variable: text, secret: text, key: text } satisfies RulesOf<DatabaseUrlUse>),
}

/** What a service does with what it needs, where that is not what its type says. */
export function misshapenUses(find: Lookup, service: ResolvedService): readonly Wrong[] {
  return usesOf(find, service).flatMap(({ use, path }) => {
    const rule = Object.hasOwn(rules, use.kind) ? rules[use.kind] : undefined
    return rule?.(use, path) ?? []
  })
}

/** Variables that no container gets: they would be missing without a word. */
export function checkUses(find: Lookup, service: ResolvedService): Finding[] {
  const { name: subject, file, workload } = service
  const containers = isRendered(workload) && isPods(workload) ? othersOf(workload) : undefined
  return usesOf(find, service).flatMap(({ use, path }): Finding[] => {
    if (use.kind !== 'env' && use.kind !== 'database-url') return []
    const { container } = use as Pick<EnvUse, 'container'>
    if (containers !== undefined && (container === undefined || containers.includes(container))) return []
    return [
      {
        code: 'unknown-container',
        where: { subject, path, file },
        problem: 'nothing gets the variables of this need',
        ...(containers === undefined
          ? {
              got: `a workload of kind ${workload.kind}`,
              expected: 'a Deployment, StatefulSet or DaemonSet of the estate',
              mend: 'write them where the workload takes its settings',
            }
          : {
              got: JSON.stringify(container),
              expected: [...containers, 'no name for the main container'].join(' or '),
              mend: 'name one of its containers',
            }),
      },
    ]
  })
}

function othersOf({ sidecars = [], initContainers = [] }: PodWorkload): readonly string[] {
  return [...sidecars, ...initContainers].map(({ name }) => name)
}

function usesOf(find: Lookup, { name }: ResolvedService): readonly { readonly use: NeedUse; readonly path: string }[] {
  const needs = [
    ...find.flowsFrom(name).map(({ to, use }) => ({ use, path: `needs.${to}.use` })),
    ...find.databasesFor(name).map(({ name: database, use }) => ({ use, path: `needs.${database}.use` })),
  ]
  return needs.flatMap(({ use, path }) => (use === undefined ? [] : [{ use, path }]))
}
