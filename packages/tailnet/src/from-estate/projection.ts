import type { Projection } from '@homelab/estate/model'
import { renderPolicy } from '../render-policy.ts'
import { findingsOf } from './findings.ts'
import { tailnetOf } from './policy.ts'

/** Where the policy is rendered. */
export const policyPath = 'tailscale/policy.hujson'

/** The policy file as Tailscale takes it, people left as tokens: see `fillPeople`. */
export const tailnet: Projection = {
  target: 'tailscale',
  render: resolved => {
    const made = tailnetOf(resolved)
    if (made === undefined || resolved.tailnet === undefined) return { files: [], claims: [], findings: [] }
    const { file } = resolved.tailnet
    const header = [
      `Rendered from ${file} and what services need; do not edit: change the source and run synth.`,
      'People stand here by name; their logins are filled in from the vault when it is applied.',
    ].join('\n')
    return {
      files: [{ path: policyPath, content: renderPolicy(made.document, header), sources: [file] }],
      claims: [],
      findings: findingsOf(resolved, made),
    }
  },
}
