import { expect } from 'vitest'
import type { YearChange } from '../../change.ts'

/** A service goes to another cluster, and its database stays where it is. */
export default {
  title: 'a database in another cluster',
  upon: 'second-cluster',
  lines: { 'services/feeds.ts': [6, 4], 'vault.ts': [1, 0] },
  diff: {
    says: [
      '* secrets croft:feeds/db-password added',
      '* kubernetes Cluster databases/postgres * spec.managed.roles*feeds*',
      '- kubernetes Deployment feeds/feeds added',
    ],
    silent: [
      '* kubernetes PersistentVolumeClaim *',
      '* public-proxy *',
      '* kubernetes Deployment docs/docs *',
      '* spec.bootstrap*',
    ],
  },
  dangers: [
    // There is one of its name: it ends, and begins again for the other cluster.
    'destroys kubernetes Application argocd/feeds removed',
    'stops kubernetes Deployment feeds/feeds removed',
    'stops kubernetes Ingress feeds/feeds-tailscale removed',
    'stops kubernetes Service feeds/feeds removed',
    // Each asks what runs beside it.
    'restarts kubernetes DaemonSet alloy/alloy *',
    'stops kubernetes ExternalSecret feeds/feeds-db removed',
    'stops kubernetes SecretStore feeds/feeds-db removed',
  ],
  plan: {
    steps: [
      'secret/croft/feeds/db-password#put: *',
      'repository#push: git push',
      'postgres/application/postgres#apply: argocd *',
      'feeds/application/feeds#apply: argocd *',
      'feeds/application/feeds#remove: argocd *',
    ],
    order: [
      ['secret/croft/feeds/db-password#put', 'postgres/application/postgres#apply'],
      ['postgres/application/postgres#apply', 'feeds/application/feeds#apply'],
      ['feeds/application/feeds#remove', 'feeds/application/feeds#apply'],
    ],
    silent: ['docs/*', 'proxy/*', 'cv/*', 'dns#*'],
  },
  renders: is => {
    const [container] = is.object('Deployment feeds/feeds').spec.template.spec.containers
    expect(container.env).toContainEqual({
      name: 'DATABASE_URL',
      valueFrom: { secretKeyRef: { name: 'feeds-db', key: 'url' } },
    })
    const { url } = is.object('ExternalSecret feeds/feeds-db').spec.target.template.data
    expect(url).toMatch(/^postgresql:\/\/feeds:\{\{ \.password \|.*\}\}@pg\.tail\.example\.net:5432\/feeds$/)
    // Both sides take the password of the vault.
    for (const name of ['ExternalSecret feeds/feeds-db', 'ExternalSecret databases/postgres-feeds'])
      expect(is.object(name).spec.data).toContainEqual(
        expect.objectContaining({ remoteRef: { key: 'feeds', property: 'db-password' } }),
      )
    expect([...is.files.keys()].filter(path => path.startsWith('home/manifests/feeds/'))).toEqual([])
    // It is dumped as before.
    expect(is.text('ansible/roles/backup/templates/config.yaml.j2')).toMatch(/postgresql_databases:\n\s+- name: feeds/)
  },
} satisfies YearChange
