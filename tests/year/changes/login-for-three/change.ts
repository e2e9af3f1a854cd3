import { expect } from 'vitest'
import { parse } from 'yaml'
import type { YearChange } from '../../change.ts'

const issuer = 'https://dex.in.croft.example'

/** People log in once to Grafana, Argo CD and the forge. */
export default {
  title: 'one login for Grafana, Argo CD and the forge',
  lines: {
    'services/argocd.ts': [6, 3],
    'services/dex.ts': [23, 0],
    'services/forge.ts': [19, 2],
    'services/grafana.ts': [4, 2],
    'services/index.ts': [2, 0],
    'vault.ts': [1, 0],
  },
  diff: {
    says: [
      '* kubernetes Application argocd/dex added*',
      '* secrets croft:logins/grafana added',
      'opens logins grafana by dex added*',
      '* caddy * dex.in.croft.example added*',
      'restarts kubernetes Deployment monitoring/grafana added *',
    ],
    // Who is new has an alert, and those of the others stay.
    silent: [
      '* alerts alert * changed *',
      'destroys *',
      '* public-proxy *',
      '* dns *',
      '* kubernetes Deployment docs/docs *',
    ],
  },
  dangers: [
    'restarts kubernetes Deployment monitoring/grafana *',
    // It reads where people log in when it starts.
    'restarts ansible role forge *',
    // Whoever Dex lets in.
    'opens logins argocd by dex *',
    'opens logins forge by dex *',
    'opens logins grafana by dex *',
    // It is asked whether it is well, and that is watched.
    'restarts kubernetes StatefulSet monitoring/prometheus *',
    'restarts kubernetes DaemonSet alloy/alloy *',
  ],
  plan: {
    steps: [
      'secret/croft/logins/grafana#put: *',
      'secret/croft/logins/argocd#put: *',
      'secret/croft/logins/forge#put: *',
      'secret/croft/logins/owner-hash#put: *',
      'repository#push: git push',
      'dex/application/dex#apply: argocd app sync dex *',
      'caddy/role/caddy#apply: *',
      'forge/role/forge#apply: *',
      'grafana/application/grafana#apply: argocd app sync grafana *',
      'argocd/application/argocd#apply: argocd app sync argocd *',
    ],
    // Who lets people in is there before who sends them.
    order: [
      ['secret/croft/logins/grafana#put', 'dex/application/dex#apply'],
      ['secret/croft/logins/forge#put', 'dex/application/dex#apply'],
      ['secret/croft/logins/grafana#put', 'grafana/application/grafana#apply'],
      ['secret/croft/logins/argocd#put', 'argocd/application/argocd#apply'],
      ['dex/application/dex#apply', 'caddy/role/caddy#apply'],
      ['secret/croft/logins/forge#put', 'forge/role/forge#apply'],
      ['caddy/role/caddy#apply', 'forge/role/forge#apply'],
      ['caddy/role/caddy#apply', 'grafana/application/grafana#apply'],
      ['dex/application/dex#apply', 'grafana/application/grafana#apply'],
      ['dex/application/dex#apply', 'argocd/application/argocd#apply'],
    ],
    silent: ['proxy/*', 'dns#*', 'docs/*', '*#remove'],
  },
  renders: is => {
    const dex = parse(
      String(Object.values((is.object('ConfigMap dex/dex') as unknown as { data: object }).data)[0]),
    ) as {
      readonly issuer: string
      readonly staticClients: readonly { readonly id: string; readonly redirectURIs: readonly string[] }[]
    }
    expect(dex.issuer).toBe(issuer)
    expect(Object.fromEntries(dex.staticClients.map(({ id, redirectURIs }) => [id, redirectURIs]))).toEqual({
      argocd: ['https://argocd.in.croft.example/auth/callback'],
      forge: ['https://forge.in.croft.example/user/oauth2/dex/callback'],
      grafana: ['https://grafana.in.croft.example/login/generic_oauth'],
    })
    // Each side says the same of it.
    const [grafana] = is
      .object('Deployment monitoring/grafana')
      .spec.template.spec.containers.filter(({ name }: { name: string }) => name === 'grafana')
    const variables = grafana.env as readonly { readonly name: string; readonly value?: string }[]
    expect(variables).toContainEqual({ name: 'GF_AUTH_GENERIC_OAUTH_CLIENT_ID', value: 'grafana' })
    expect(variables).toContainEqual({ name: 'GF_AUTH_GENERIC_OAUTH_TOKEN_URL', value: `${issuer}/token` })
    expect(is.text('home/manifests/argocd/patches/ConfigMap-argocd-cm.yaml')).toContain(`issuer: ${issuer}`)
    expect(is.text('home/manifests/argocd/patches/ConfigMap-argocd-rbac-cm.yaml')).toContain('owner@mail.example')
    // The role of the forge tells it where: it keeps that in its database.
    expect(is.text('ansible/roles/forge/tasks/main.yml')).toContain(`${issuer}/.well-known/openid-configuration`)
    expect(is.text('caddy/Caddyfile')).toContain('dex.in.croft.example')
  },
} satisfies YearChange
