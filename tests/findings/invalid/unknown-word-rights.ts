import { service } from '@homelab/estate'
import { argoCdInstallation } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture } from '../parts.ts'

const all = { action: 'get', object: '*' }

/** A row twice, words that Argo CD lacks, roles without members or rights, and what is right: an account, a member. */
const argocd = service(import.meta, 'argocd', {
  title: 'Argo CD',
  summary: 'applies what is rendered',
  ports: {},
  // here
  workload: argoCdInstallation({
    at: byArgoCd,
    version: 'v3.2.6',
    parameters: {},
    settings: { 'accounts.bot': 'apiKey' },
    policy: [
      { allow: 'role:bot', resource: 'applications', ...all },
      { allow: 'role:bot', resource: 'applications', ...all },
      { allow: 'role:bot', resource: 'application', ...all },
      { allow: 'role:bot', resource: 'applications', ...all, action: 'synch' },
      { allow: 'rule:bot', resource: 'applications', ...all },
      { allow: 'role:nobody', resource: 'applications', ...all },
      { allow: 'bot', resource: 'projects', ...all },
      { member: 'bot', of: 'role:bot' },
      { member: 'bot', of: 'role:bots' },
    ],
  }),
})

export default fixture(import.meta, { clusters: [byArgoCd], services: [argocd] })
export const expected: Expected = [
  'duplicate-setting argocd workload.policy',
  ...Array.from({ length: 2 }, () => 'unprovided-reference argocd workload.policy'),
  ...Array.from({ length: 3 }, () => 'unknown-word argocd workload.policy'),
].sort()
