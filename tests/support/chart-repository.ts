/** A chart repository by HTTPS on this machine, in the place of one that is elsewhere. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { stringify } from 'yaml'

export interface ChartRepository {
  readonly url: string
  /** What it was asked, in its order. */
  readonly asked: readonly string[]
  readonly close: () => Promise<void>
}

interface Archive {
  readonly chart: string
  readonly version: string
  readonly content: Buffer
  /** Said in the index in the place of its own. */
  readonly digest?: string
}

/** Whose certificate this process trusts until it is closed. */
export async function chartRepository(archives: readonly Archive[]): Promise<ChartRepository> {
  const folder = mkdtempSync(join(tmpdir(), 'charts-'))
  const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const named = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const files = ['-keyout', 'key.pem', '-out', 'certificate.pem']
  execFileSync('openssl', ['req', '-x509', ...elliptic, ...named, ...files], { cwd: folder, stdio: 'ignore' })
  const [key, cert] = ['key.pem', 'certificate.pem'].map(name => readFileSync(join(folder, name), 'utf8'))
  rmSync(folder, { recursive: true })
  const fileOf = ({ chart, version }: Archive): string => `archives/${chart}-${version}.tgz`
  const served = new Map([
    ['/charts/index.yaml', Buffer.from(stringify({ apiVersion: 'v1', entries: entriesOf(archives, fileOf) }))],
    ...archives.map(each => [`/charts/${fileOf(each)}`, each.content] as const),
  ])
  const asked: string[] = []
  const server = createServer({ key, cert }, ({ url = '' }, answer) => {
    asked.push(url)
    answer.writeHead(served.has(url) ? 200 : 404).end(served.get(url))
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, resolve)
  await promise
  const trusted = getCACertificates('default')
  setDefaultCACertificates([...trusted, cert ?? ''])
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}/charts`,
    asked,
    close: async () => {
      setDefaultCACertificates(trusted)
      server.closeAllConnections()
      server.close()
    },
  }
}

function entriesOf(archives: readonly Archive[], fileOf: (archive: Archive) => string): object {
  const charts = new Set(archives.map(({ chart }) => chart))
  const entryOf = (each: Archive): object => ({
    ...{ apiVersion: 'v2', name: each.chart, version: each.version, urls: [fileOf(each)] },
    digest: each.digest ?? createHash('sha256').update(each.content).digest('hex'),
  })
  return Object.fromEntries(
    [...charts].map(name => [name, archives.filter(({ chart }) => chart === name).map(entryOf)]),
  )
}
