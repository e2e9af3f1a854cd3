import type { Policy, SshRule } from '../../src/index.ts'
import { policyDoc } from './case.ts'

/** Everybody reaches everything, so that only the SSH rules decide. */
export const open: Policy = {
  grants: [{ src: ['*'], dst: ['*'], ip: ['*'] }],
  groups: { 'group:ops': ['cal@example.com'], 'group:both': ['ada@example.com', 'cal@example.com'] },
  tagOwners: { 'tag:web': [], 'tag:db': [], 'tag:proxy': [] },
}

export function rule(action: SshRule['action'], src: string, dst: string, ...users: readonly string[]): SshRule {
  return { action, src: [src], dst: [dst], users }
}

export const order = policyDoc('order-of-evaluation')
export const own = rule('check', 'autogroup:member', 'autogroup:self', 'autogroup:nonroot')
