import { type Options, renderer, step } from '@homelab/estate/model'
import type { KubernetesDelivery } from '../contract.ts'
import { ofGroup } from '../group.ts'
import { apply, decryptionOf, diff, reconcile, resume, status, suspend } from './commands.ts'
import { ends } from './ends.ts'
import { question } from './question.ts'
import { type FluxDelivery, fluxOf } from './settings.ts'

const options: Options<Omit<FluxDelivery, 'from'>> = {
  ...{ kind: true, version: true, namespace: true, root: true, intervalSeconds: true, sync: true },
  credentials: { for: true, secret: true },
  decrypts: { vault: true, namespace: true, key: true },
}

/** Flux: a Kustomization for each group, which waits for those before it, and one that holds them all. */
export const fluxPart: KubernetesDelivery = {
  contract: 'delivery',
  options,
  groupOptions: ofGroup,
  kinds: ['flux'],
  group: 'Flux Kustomization',
  word: 'kustomization',
  groupKind: 'Kustomization',
  programs: ['flux'],
  pulls: true,
  byItself: cluster => (fluxOf(cluster).sync === 'by-itself' ? { prunes: true, heals: true } : undefined),
  holds: cluster => ({ hold: suspend(cluster, '--all') }),
  pauses: (cluster, group) => ({ pause: suspend(cluster, group), resume: resume(cluster, group) }),
  // https://fluxcd.io/flux/faq/#why-are-kubectl-edits-rolled-back-by-flux
  leavesFieldsOf: 'flux-client-side-apply',
  previewsFiles: true,
  root: cluster => fluxOf(cluster).root,
  keepsClaims: true,
  // Its `decryption` opens whole objects, https://fluxcd.io/flux/components/kustomize/kustomizations/#decryption: an item of SOPS is
  // none, and may go into several Secrets.
  secrets: {
    problem: 'Flux decrypts Secrets that are written out whole, and puts none together of items',
    fix: 'make it an `externalSecret` of a vault that External Secrets reads or Flux decrypts (`decrypts`), or have the cluster applied by the script (`applyFolder`)',
  },
  decrypts: cluster => {
    const { decrypts } = fluxOf(cluster)
    return decrypts && { vault: decrypts.vault, bring: reconcile(cluster, decryptionOf(decrypts)) }
  },
  // The command line installs it.
  own: () => undefined,
  leavesAlone: () => [],
  steps: (cluster, group, to) => [
    step(to, 'status', 'reads', status(cluster, group)),
    { ...step(to, 'preview', 'reads', diff(cluster, group)), note: 'ends with 1 where something differs' },
    { ...step(to, 'apply', 'changes', apply(cluster, group)), after: [`${to}#preview`], until: `${to}?` },
  ],
  ends,
  question,
  holdsValues: true,
  // It applies again and again, and what is the same stays: a Job that ended is not made anew.
  eachSync: {},
  rules: [],
  // https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
  marks: [
    'metadata.labels["kustomize.toolkit.fluxcd.io/name"]',
    'metadata.labels["kustomize.toolkit.fluxcd.io/namespace"]',
    'metadata.annotations["kustomize.toolkit.fluxcd.io/prune"]',
  ],
  renderer: renderer(() => import('./render.ts')),
  changes: async () => ({ rules: (await import('./dangers.ts')).fluxDangers }),
}
