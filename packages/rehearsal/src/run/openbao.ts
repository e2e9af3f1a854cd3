/** A server of OpenBao that a cluster's secret store reads: what lies outside of the cluster, and is there before it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from '@homelab/programs'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import type { Field } from '../answers.ts'
import type { Program } from '../stub.ts'
import type { ControlPlane } from './control-plane.ts'
import type { Say } from './programs.ts'

const sources = join(import.meta.dirname, '../../../../tools/openbao')
const address = '127.0.77.4'
const program = 'openbao'

/** Where a store of the rendered files asks one: `openbao.example.org`; undefined where none does. */
export function openBaoHost(files: ReadonlyMap<string, string>): string | undefined {
  for (const text of files.values()) {
    if (!/^kind: (Cluster)?SecretStore$/m.test(text)) continue
    const [, host] = /^ {4}vault:\n(?: {6}.*\n)*? {6}server: https:\/\/([^:/\s]+)$/m.exec(text) ?? []
    if (host !== undefined) return host
  }
  return undefined
}

/** The name, and where it leads. */
export function openBaoNames(files: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const host = openBaoHost(files)
  return host === undefined ? {} : { [host]: address }
}

/** The program, built or out of the cache: the plugins of a real server. About two minutes where nothing is cached. */
async function build(say: Say): Promise<string> {
  const folder = await madeOnce(program, contentsOf(sources), async at => {
    say(`building ${program}`)
    const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' }
    const words = ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(at, program), '.']
    await execa(findProgram('go') ?? 'go', words, { cwd: sources, env })
  })
  return join(folder, program)
}

export interface OpenBaoProps {
  readonly fields: readonly Field[]
  /** The guide: it says which policies are there already. */
  readonly guide: string
  readonly say: Say
}

/** Starts it with what the vaults hold, and with no way for a cluster to log in; returns how the operator's `bao` asks it. */
export async function startOpenBao(
  plane: ControlPlane,
  host: string,
  { fields, guide, say }: OpenBaoProps,
): Promise<NonNullable<Program['server']>> {
  const built = await build(say)
  const root = crypto.randomUUID()
  const mounts = [...new Set(fields.map(({ vault }) => vault))]
  const { certificate, key } = plane.served
  const settings = {
    ...{ address: `${address}:443`, certificate, key, root },
    values: Object.fromEntries(mounts.map(mount => [mount, itemsOf(fields.filter(({ vault }) => vault === mount))])),
    policies: Object.fromEntries([...guide.matchAll(/ policies=(\S+)/g)].map(([, name = '']) => [name, mounts])),
  }
  const file = join(plane.sandbox.folder, 'openbao.json')
  writeFileSync(file, JSON.stringify(settings), { mode: 0o600 })
  plane.sandbox.start(program, built, [file])
  return { url: `https://${host}`, token: root }
}

function itemsOf(fields: readonly Field[]): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const items = Map.groupBy(fields, ({ item, itemId = item }) => itemId)
  return Object.fromEntries(
    [...items].map(([item, of]) => [item, Object.fromEntries(of.map(({ field, value }) => [field, value]))]),
  )
}
