/** A chart out of a chart repository by HTTPS: https://helm.sh/docs/topics/chart_repository/ */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse, stringify } from 'yaml'
import { NotThere, OutOfReach } from './unfetched.ts'

/** A version of a chart, as an index says it. */
interface Entry {
  readonly version: string
  /** Where its archive is, the first of them; relative to the index, or absolute. */
  readonly urls: readonly string[]
  /** SHA-256 of the archive, where the index says it. */
  readonly digest?: string
}

/** Chart -> its versions. */
type Entries = Readonly<Record<string, readonly Entry[]>>

interface Wanted {
  readonly chart: string
  /** The version as it stands, and no range: what is installed is what a sync would install. */
  readonly version: string
}

/**
 * Puts the archive into a folder as a server would have it, and into the folder's index.
 *
 * @param url of the repository
 * @param seconds how long the index and the archive may take, each
 * @throws OutOfReach where the server is not reached, and NotThere where it has something else; both say why
 */
export async function fetchChart(
  url: string,
  { chart, version }: Wanted,
  folder: string,
  seconds: number,
): Promise<void> {
  const base = `${url.replace(/\/$/, '')}/`
  const versions = readIndex(`${base}index.yaml`, await get(`${base}index.yaml`, seconds))[chart] ?? []
  const entry = versions.find(each => each.version === version)
  if (entry === undefined) throw new NotThere(`${base}index.yaml has no ${chart} ${version} (${known(versions)})`)
  const archive = new URL(entry.urls[0] ?? '', base)
  const content = await get(archive.href, seconds)
  const [got, expected = got] = [createHash('sha256').update(content).digest('hex'), entry.digest]
  if (got !== expected)
    throw new NotThere(`${archive.href} is not what the index says (got ${got}, expected ${expected})`)
  mkdirSync(folder, { recursive: true })
  const name = basename(archive.pathname)
  writeFileSync(join(folder, name), content)
  const index = join(folder, 'index.yaml')
  const there = existsSync(index) ? entriesOf(readFileSync(index, 'utf8')) : {}
  const entries = { ...there, [chart]: [...(there[chart] ?? []), { ...entry, urls: [name] }] }
  writeFileSync(index, stringify({ apiVersion: 'v1', entries }))
}

/** A page in its place, of somebody in between, is none. */
function readIndex(url: string, content: Buffer): Entries {
  try {
    return entriesOf(content.toString())
  } catch {
    throw new NotThere(`${url} is no index of charts`)
  }
}

function entriesOf(index: string): Entries {
  return (parse(index) as { readonly entries?: Entries } | null)?.entries ?? {}
}

async function get(url: string, seconds: number): Promise<Buffer> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(seconds * 1000) }).catch((error: unknown) => {
    throw new OutOfReach(`${url}: ${reasonOf(error)}`)
  })
  if (answer.status === 404) throw new NotThere(`${url} answers with 404`)
  if (!answer.ok) throw new OutOfReach(`${url} answers with ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}

/** What was wrong with the connection: `fetch` itself says that it failed, and no more. */
function reasonOf(error: unknown): string {
  const { cause = error } = error as { readonly cause?: unknown }
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : String(cause)
}

function known(versions: readonly Entry[]): string {
  if (versions.length === 0) return 'no version of it at all'
  const [first, ...others] = versions.map(({ version }) => version)
  return `its first is ${first}, and ${others.length} more`
}
