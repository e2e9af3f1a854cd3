import { expect } from 'vitest'
import type { YearChange } from '../../change.ts'

/** Another machine with a cluster, and all that makes one useful: Argo CD, the vault, the tailnet, logs. */
export default {
  title: 'a second cluster, with its operator',
  lines: {
    'estate.ts': [3, 3],
    'places.ts': [32, 0],
    'services/alloy.ts': [12, 5],
    'services/argocd.ts': [21, 8],
    'services/external-secrets.ts': [17, 6],
    'services/index.ts': [10, 5],
    'services/secret-store.ts': [18, 2],
    'services/tailscale.ts': [20, 9],
    'vault.ts': [1, 1],
  },
  lacks: 'the same service in each cluster is said once for each, and made by a function of the estate',
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
  ],
  plan: {
    steps: [
      'secret/croft/tailscale/annex-id#put: *',
      'secret/croft/tailscale/annex-secret#put: *',
      // Its machine gets its tag.
      'tailnet#apply: mise run tailnet-up',
      'repository#push: git push',
      'annex/application/annex#apply: argocd *',
      'external-secrets-annex/application/external-secrets#apply: argocd *',
      'secret-store-annex/application/secret-store-annex#apply: argocd *',
      'tailscale-annex/application/tailscale-crds#apply: argocd *',
      'tailscale-annex/application/tailscale-annex#apply: argocd *',
    ],
    order: [
      ['secret/croft/tailscale/annex-id#put', 'tailscale-annex/application/tailscale-annex#apply'],
      [
        'external-secrets-annex/application/external-secrets#apply',
        'secret-store-annex/application/secret-store-annex#apply',
      ],
      ['secret-store-annex/application/secret-store-annex#apply', 'tailscale-annex/application/tailscale-annex#apply'],
      ['tailscale-annex/application/tailscale-crds#apply', 'tailscale-annex/application/tailscale-annex#apply'],
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
      'alloy-annex',
      'annex',
      'argocd',
      'external-secrets',
      'secret-store-annex',
      'tailscale-annex',
      'tailscale-crds',
    ])
    // Devices of both have names of their own in the tailnet.
    expect(is.text('annex/manifests/tailscale-annex/Deployment-operator.yaml')).toContain('operator-annex')
    expect(is.text('docs/exposure.md')).toContain('ingress-annex-0')
    expect(is.text('docs/hosts.md')).toContain('barn')
  },
} satisfies YearChange
