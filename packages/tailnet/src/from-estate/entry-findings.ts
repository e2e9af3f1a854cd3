/** Findings of what is no grant: SSH rules, attributes, routers. */
import type { Finding, Resolved } from '@homelab/estate/model'
import type { Lint } from '../lint.ts'
import type { RuleRef } from '../rules.ts'
import { shown } from './names.ts'
import { homelessRouters } from './routers.ts'
import { lostGuests } from './sets.ts'
import { inPolicy } from './where.ts'

export function entryFindings(resolved: Resolved, lints: readonly Lint[]): readonly Finding[] {
  return [
    ...lints.flatMap(one => (one.code === 'dead-ssh-rule' ? [deadSsh(resolved, one)] : [])),
    ...lints.flatMap(one => (one.code === 'funnel' ? [exposed(resolved, one.device)] : [])),
    ...lostGuests(resolved).map(({ guest, machine }) => lost(resolved, guest.name, machine)),
    ...lints.flatMap(one => (one.code === 'app-without-network' ? [unheard(resolved, one.rule)] : [])),
    ...homelessRouters(resolved).map(({ host }) => noRouter(resolved, host)),
  ]
}

function deadSsh(resolved: Resolved, { rule, why }: Extract<Lint, { code: 'dead-ssh-rule' }>): Finding {
  const text = `${rule.src.join(', ')} -> ${rule.dst.join(', ')} as ${rule.users.join(', ')}`
  return {
    code: 'policy-dead-ssh',
    where: inPolicy(resolved, 'tailnet', `ssh ${shown(text)}`),
    problem: why === 'pair' ? 'it is between no two devices' : 'no grant opens port 22 between its ends',
    fix: why === 'pair' ? 'let something carry its ends, or remove the rule' : 'grant tcp:22, or remove the rule',
  }
}

function exposed(resolved: Resolved, device: string): Finding {
  return {
    code: 'policy-funnel',
    where: inPolicy(resolved, 'tailnet', `funnel ${device}`),
    problem: 'it may open itself to everybody in the internet, and no grant is asked',
    fix: 'take the attribute from it, or accept it with a reason',
  }
}

function lost(resolved: Resolved, guest: string, machine: string): Finding {
  return {
    code: 'invalid-policy',
    where: inPolicy(resolved, 'tailnet', `guests ${guest}`),
    problem: 'what is shared is no machine of the tailnet',
    got: machine,
    fix: 'give the host a place in the tailnet, or take it from the guest',
  }
}

function unheard(resolved: Resolved, rule: RuleRef): Finding {
  return {
    code: 'policy-dead-app',
    where: inPolicy(resolved, 'tailnet', `grant ${shown(rule.text)}`),
    problem: 'it tells an application something, and no grant opens a port between its ends',
    fix: 'give it ip, or grant the ports by another, or remove it',
  }
}

function noRouter(resolved: Resolved, host: string): Finding {
  return {
    code: 'invalid-policy',
    where: inPolicy(resolved, 'tailnet', `routers ${host}`),
    problem: 'the router is no machine of the tailnet, so nothing approves what it advertises',
    fix: 'give the host a place in the tailnet, or take the router out',
  }
}
