import { present } from '@homelab/formats/present'
import { describe, expect, test } from 'vitest'
import {
  after,
  database,
  endpoint,
  type Needs,
  notBackedUp,
  type Resolved,
  type Service,
  service,
  tcp,
} from '../src/model.ts'
import { inCluster, resolved } from './parts.ts'

function named(name: string, needs?: () => Needs): Service<'sql'> {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: { sql: tcp(5432) },
    workload: inCluster,
    ...present({ needs }),
  })
}

const waitsOf = ({ waits }: Resolved): string[] => waits.map(({ from, to, why }) => `${from} -> ${to}: ${why}`)

describe('the order in which services start', () => {
  const operator = named('operator')
  const server = named('server', () => [after(operator, 'it makes the server')])
  const own = { bootstrap: {}, backup: notBackedUp('a test') }
  const reader = named('reader', () => [database(server, 'news', own), endpoint(viewer, 'sql', 'asks it things')])
  const viewer = named('viewer', () => [endpoint(reader, 'sql', 'asks it things')])

  test('is after what they say, and after the servers of their databases; traffic alone asks for none', () => {
    const estate = resolved(viewer, reader, server, operator)
    expect(estate.startOrder).toEqual(['viewer', 'operator', 'server', 'reader'])
    expect(waitsOf(estate)).toEqual([
      'reader -> server: keeps its data in news',
      'server -> operator: it makes the server',
    ])
    expect(estate.findings).toEqual([])
  })

  test('has a cycle through a database, which names its members', () => {
    const first: Service<'sql'> = named('first', () => [after(second, 'it must be up')])
    const second: Service<'sql'> = named('second', () => [database(first, 'news', own)])
    const estate = resolved(viewer, reader, server, operator, first, second)
    expect(estate.findings.map(({ code, problem }) => `${code} ${problem}`)).toEqual([
      'start-cycle services wait for each other to start: first -> second -> first',
    ])
    expect(estate.startOrder.slice(-2)).toEqual(['first', 'second'])
  })
})
