import { expect, test } from 'vitest'
import { database, dumped, external, notBackedUp, resolvedOf, saved, service, share, tcp } from '../src/model.ts'
import { estateOf, inCluster, nas } from './parts.ts'

const media = { path: '/volume1/media', holds: 'films' }

test('a share that nobody saves is told of, with the reason', () => {
  const shares = [
    share('media', nas, { ...media, backup: notBackedUp('it can be fetched again') }),
    share('papers', nas, { path: '/volume1/papers', holds: 'letters', backup: saved('critical') }),
  ]
  expect(resolvedOf({ ...estateOf([]), shares }).backups).toEqual([
    { kind: 'none', service: 'nas', what: 'share media: films', reason: 'it can be fetched again' },
  ])
})

test('a database that two services claim is the first one’s', () => {
  const ports = { sql: tcp(5432) }
  const pg = service(import.meta, 'pg', { title: 'PG', summary: 'server', ports, workload: inCluster })
  const users = ['one', 'two'].map(name =>
    service(import.meta, name, {
      title: name,
      summary: name,
      ports: {},
      workload: external(nas),
      needs: () => [database(pg, 'shared', { bootstrap: {}, backup: dumped })],
    }),
  )
  const { databases, findings } = resolvedOf(estateOf([pg, ...users]))
  expect(databases.map(({ name, service: owner }) => `${name} of ${owner}`)).toEqual(['shared of one'])
  expect(findings.map(({ code }) => code)).toContain('duplicate-object')
})
