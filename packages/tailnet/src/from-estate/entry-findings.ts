/** Findings of what is no grant: SSH rules, attributes, routers. */
import type { Finding, Resolved } from '@homelab/estate'
import type { Lint } from '../lint.ts'
import { inPolicy } from './findings.ts'
import { shown } from './names.ts'
import { homelessRouters } from './routers.ts'

export function entryFindings(resolved: Resolved, lints: readonly Lint[]): readonly Finding[] {
  return [
    ...lints.flatMap(one => (one.code === 'dead-ssh-rule' ? [deadSsh(resolved, one)] : [])),
    ...lints.flatMap(one => (one.code === 'funnel' ? [exposed(resolved, one.device)] : [])),
    ...homelessRouters(resolved).map(({ host }) => noRouter(resolved, host)),
  ]
}

function deadSsh(resolved: Resolved, { rule, why }: Extract<Lint, { code: 'dead-ssh-rule' }>): Finding {
  const text = `${rule.src.join(', ')} -> ${rule.dst.join(', ')} as ${rule.users.join(', ')}`
  return {
    code: 'policy-dead-ssh',
    where: inPolicy(resolved, 'tailnet', `ssh ${shown(text)}`),
    problem: why === 'pair' ? 'it is between no two devices' : 'no grant opens port 22 between its ends',
    mend: why === 'pair' ? 'let something carry its ends, or remove the rule' : 'grant tcp:22, or remove the rule',
  }
}

function exposed(resolved: Resolved, device: string): Finding {
  return {
    code: 'policy-funnel',
    where: inPolicy(resolved, 'tailnet', `funnel ${device}`),
    problem: 'it may open itself to everybody in the internet, and no grant is asked',
    mend: 'take the attribute from it, or accept it with a reason',
  }
}

function noRouter(resolved: Resolved, host: string): Finding {
  return {
    code: 'invalid-policy',
    where: inPolicy(resolved, 'tailnet', `routers ${host}`),
    problem: 'the router is no machine of the tailnet, so nothing approves what it advertises',
    mend: 'give the host a place in the tailnet, or take the router out',
  }
}
