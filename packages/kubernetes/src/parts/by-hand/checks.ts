import {
  type Finding,
  providerOfVault,
  type ResolvedWithWorkloads,
  type Secret,
  type ServiceWithWorkload,
  storeOf,
} from '@homelab/estate/model'
import type { BootstrapStep } from './index.ts'

/** Each template of a step can be filled, and by one program. A vault without a store is a finding already. */
export function checkTemplates(
  resolved: ResolvedWithWorkloads,
  service: ServiceWithWorkload,
  steps: readonly BootstrapStep[],
): Finding[] {
  return steps.flatMap((step): readonly Finding[] => {
    const where = { subject: service.name, path: `bootstrap.${step.name}`, file: service.file }
    const vaults = [...new Set(secretsOf(step).map(({ vault }) => vault))]
    const unfilled = vaults.flatMap((vault): readonly Finding[] => {
      const title = providerOfVault(resolved, vault)?.title
      if (title === undefined || storeOf(resolved, vault)?.template !== undefined) return []
      return [
        {
          code: 'unreadable-secret',
          where,
          problem: `${title} fills no template of a Secret`,
          got: vault,
          fix: 'let the secret store deliver the Secret',
        },
      ]
    })
    if (unfilled.length > 0) return unfilled
    const programs = new Set(vaults.flatMap(vault => providerOfVault(resolved, vault)?.program ?? []))
    if (programs.size < 2) return []
    return [
      {
        code: 'unreadable-secret',
        where,
        problem: 'a template is filled by one program, and its secrets are kept in several stores',
        got: vaults.join(' and '),
        fix: 'make a step for each of them',
      },
    ]
  })
}

function secretsOf({ secrets = [] }: BootstrapStep): Secret[] {
  return secrets.flatMap(({ data }) => Object.values(data).filter(value => typeof value !== 'string'))
}
