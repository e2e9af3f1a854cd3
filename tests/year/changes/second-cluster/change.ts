import { expect } from 'vitest'
import type { YearChange } from '../../change.ts'

/** Another machine with a cluster, and all that makes one useful: the vault, the tailnet, logs. The Argo CD of the first delivers to it. */
export default {
  title: 'a second cluster, with its operator',
  lines: {
    'estate.ts': [5, 4],
    'places.ts': [33, 1],
    'services/alloy.ts': [4, 1],
    'services/argocd.ts': [6, 2],
    'services/external-secrets.ts': [4, 2],
    'services/index.ts': [8, 4],
    'services/secret-store.ts': [14, 13],
    'services/tailscale.ts': [32, 15],
    'vault.ts': [2, 1],
  },
  diff: {
    says: [
      '* kubernetes Application argocd/tailscale-annex added*',
      '* kubernetes ProxyGroup ingress-annex added*',
      '* secrets croft:tailscale/annex-id added',
    ],
    silent: ['destroys *', '* kubernetes Deployment tailscale/operator changed *', '* public-proxy *', '* removed*'],
  },
  dangers: [
    // It carries the tag of servers, by which Caddy reaches what it serves.
    'opens tailnet barn gains tcp:443 on *',
    'opens tailnet barn gains tcp:443, 5432 on ingress-0, pg *',
    'restarts kubernetes StatefulSet monitoring/prometheus *',
    // From now on it says which cluster it is in.
    'restarts kubernetes DaemonSet alloy/alloy *',
  ],
  plan: {
    steps: [
      'secret/croft/tailscale/annex-id#put: *',
      'secret/croft/tailscale/annex-secret#put: *',
      // Its machine gets its tag.
      'tailnet#apply: mise run tailnet-up',
      'repository#push: git push',
      'secret/croft/argocd/annex/token#put: *',
      'secret/croft/argocd/annex/authority#put: *',
      'argocd/application/argocd#apply: argocd app sync argocd *',
      'annex/access#apply: kubectl --context=annex apply --server-side --filename=dist/annex/access',
      'annex/application/annex#apply: argocd app sync annex *',
      'external-secrets-annex/application/external-secrets-annex#apply: argocd *',
      'secret-store-annex/application/secret-store-annex#apply: argocd *',
      'tailscale-annex/application/tailscale-crds-annex#apply: argocd *',
      'tailscale-annex/application/tailscale-annex#apply: argocd *',
    ],
    order: [
      // Its rights are there, and how it gets in, before anything of the other cluster is brought.
      ['annex/access#apply', 'annex/application/annex#apply'],
      ['secret/croft/argocd/annex/token#put', 'argocd/application/argocd#apply'],
      ['argocd/application/argocd#apply', 'external-secrets-annex/application/external-secrets-annex#apply'],
      ['secret/croft/tailscale/annex-id#put', 'tailscale-annex/application/tailscale-annex#apply'],
      [
        'external-secrets-annex/application/external-secrets-annex#apply',
        'secret-store-annex/application/secret-store-annex#apply',
      ],
      ['secret-store-annex/application/secret-store-annex#apply', 'tailscale-annex/application/tailscale-annex#apply'],
      ['tailscale-annex/application/tailscale-crds-annex#apply', 'tailscale-annex/application/tailscale-annex#apply'],
    ],
    silent: ['*#bring', 'pulumi/*', 'docs/*', 'proxy/*', 'cv/*', '*#remove', 'postgres/*'],
  },
  // Each cluster has a store of its own, whatever both are called.
  apart: [['secret-store-annex/application/secret-store-annex#apply', 'grafana/application/grafana#apply']],
  renders: (is, was) => {
    // Nothing of the first cluster is another one.
    const home = (files: ReadonlyMap<string, string>) =>
      [...files].filter(([path]) => path.startsWith('home/manifests/tailscale/'))
    expect(home(is.files)).toEqual(home(was.files))
    const annex = [...is.files.keys()].filter(path => path.startsWith('annex/apps/')).map(path => path.slice(11, -5))
    expect(annex.toSorted()).toEqual([
      'AppProject-annex',
      'alloy-annex',
      'annex',
      'external-secrets-annex',
      'secret-store-annex',
      'tailscale-annex',
      'tailscale-crds-annex',
    ])
    expect(is.text('annex/apps/alloy-annex.yaml')).toContain('name: annex')
    // The Argo CD of the first enters by the Secret, and has one more project.
    expect(is.object('ExternalSecret argocd/cluster-annex').spec.target.template.data.server).toBe(
      'https://192.0.2.11:6443',
    )
    // Devices of both have names of their own in the tailnet.
    expect(is.text('annex/manifests/tailscale-annex/Deployment-operator.yaml')).toContain('operator-annex')
    expect(is.text('docs/exposure.md')).toContain('ingress-annex-0')
    expect(is.text('docs/hosts.md')).toContain('barn')
  },
} satisfies YearChange
