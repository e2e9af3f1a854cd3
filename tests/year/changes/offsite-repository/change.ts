import { expect } from 'vitest'
import type { YearChange } from '../../change.ts'

/** All that is saved is saved once more, on a server elsewhere that takes archives and deletes none. */
export default {
  title: 'an offsite repository',
  lines: { 'services/backup.ts': [31, 0], 'services/index.ts': [2, 1], 'vault.ts': [1, 0] },
  diff: {
    says: [
      '- backups repository offsite added',
      '* ansible role offsite added templates/offsite.yaml.j2*',
      '* secrets croft:offsite/host-key added',
      '* secrets croft:offsite/db-password added',
      '* kubernetes ExternalSecret databases/postgres-offsite added*',
    ],
    silent: ['* repository shelf *', '* ansible role backup *', '* public-proxy *'],
  },
  dangers: [
    // Its journals are read, and more is watched.
    'restarts ansible role alloy added templates/config.alloy.j2*croft_offsite*',
    'restarts kubernetes StatefulSet monitoring/prometheus *',
  ],
  plan: {
    steps: [
      'secret/croft/offsite/db-password#put: *',
      'secret/croft/offsite/host-key#put: *',
      'repository#push: git push',
      'postgres/application/postgres#apply: argocd app sync postgres *',
      'offsite/role/offsite#preview: *--tags offsite --check --diff',
      'offsite/role/offsite#apply: ansible-playbook playbooks/hearth.yml --tags offsite',
    ],
    // The login is there before somebody logs in by it, and its password before both.
    order: [
      ['secret/croft/offsite/db-password#put', 'postgres/application/postgres#apply'],
      ['secret/croft/offsite/host-key#put', 'offsite/role/offsite#apply'],
      ['postgres/application/postgres#apply', 'offsite/role/offsite#apply'],
    ],
    silent: ['backup/*', '*#bring', 'proxy/*', 'dns#*', 'tailnet#apply', '*#remove'],
  },
  renders: is => {
    const configuration = is.text('ansible/roles/offsite/templates/offsite.yaml.j2')
    expect(configuration).toContain('ssh://croft@borg.example.net/home/croft/borg')
    for (const folder of ['/srv/forgejo', '/srv/letters']) expect(configuration).toContain(`  - ${folder}\n`)
    // The same databases, by a login of its own.
    expect(configuration).toMatch(/postgresql_databases:\n\s+- name: feeds/)
    expect(is.text('ansible/roles/offsite/templates/pgpass-offsite.j2')).toContain(':offsite:')
    expect(
      is.object('Cluster databases/postgres').spec.managed.roles.map((role: { name: string }) => role.name),
    ).toEqual(expect.arrayContaining(['backup', 'offsite']))
    expect(is.text('docs/backups.md')).toContain('offsite')
    expect(is.text('home/manifests/prometheus/ConfigMap-prometheus-config.yaml')).toContain('offsite')
  },
} satisfies YearChange
