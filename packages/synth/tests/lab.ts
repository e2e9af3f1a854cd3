import fs from 'node:fs'
import { join } from 'node:path'
import type { Projection } from '@homelab/estate/model'
import { execa } from 'execa'
import { runCli } from '../src/cli/cli.ts'
import type { Context } from '../src/cli/context.ts'
import type { Compiler } from '../src/types/compiler.ts'
import { temporaryFolder, write } from './out-folder.ts'

/** A repository with the estate `apps/lab` of the services named, beside nothing else. */
export function lab(...services: readonly string[]): string {
  const root = temporaryFolder()
  // What the modules import is found as from here.
  fs.symlinkSync(join(import.meta.dirname, '..', 'node_modules'), join(root, 'node_modules'))
  write(root, 'apps/lab/package.json', '{ "type": "module" }\n')
  writeEstate(root, services)
  for (const name of services) addService(root, name)
  return root
}

export function addService(root: string, name: string): void {
  const text = `import { external, host, service } from '@homelab/estate'
const workload = external(host('box', { platform: 'linux', role: 'x' }))
export const it = service(import.meta, '${name}', { title: '${name}', summary: 'a service', ports: {}, workload })
`
  write(root, `apps/lab/services/${name}.ts`, text)
}

/** @param more further properties of the estate, as text */
export function writeEstate(root: string, services: readonly string[], more = ''): void {
  const imports = services.map((name, index) => `import { it as s${index} } from './services/${name}.ts'\n`)
  const text = `import { estate, host, type Service } from '@homelab/estate'
${imports.join('')}
const hosts = [host('box', { platform: 'linux', role: 'x' })]
const services: Service[] = [${services.map((_, index) => `s${index}`).join(', ')}]
export default estate(import.meta, 'lab', {
  title: 'Lab', hosts, clusters: [], domains: {}, vaults: [], people: [], shares: [], services, parts: [],
  ${more}
})
`
  write(root, 'apps/lab/estate.ts', text)
}

/** One file a service, which says its name. */
export const names: Projection = {
  target: 'names',
  render: ({ services }) => ({
    files: services.map(({ name, file }) => ({
      path: `names/${name}.txt`,
      content: `name: ${name}\n`,
      sources: [file],
      objects: 1,
    })),
    claims: [],
    findings: [],
  }),
}

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Finds nothing wrong with any type: the real compiler has tests of its own, and takes its time. */
const agreeable: Compiler = { program: 'true', args: [] }

/** Runs the command line as a process would, in another folder than the repository's. */
export async function run(root: string, words: readonly string[], change: Partial<Context> = {}): Promise<Ran> {
  let out = ''
  let err = ''
  const context: Context = {
    out: { write: text => (out += text) },
    err: { write: text => (err += text) },
    isTerminal: false,
    paint: (_, text) => text,
    progress: { show: () => {}, clear: () => {} },
    now: () => 0,
    ended: () => Promise.resolve(),
    cwd: '/',
    root,
    mainEstate: 'main',
    env: {},
    home: root,
    input: async () => '',
    confirm: async () => undefined,
    projections: async () => [names],
    compiler: () => agreeable,
    ...change,
  }
  const code = await runCli(words, context, { version: '1.2.3', debug: false })
  return { code, out, err }
}

const MAIN = join(import.meta.dirname, '..', 'src', 'start.js')

/** The real process, in a folder that has nothing to do with it. */
export function main(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return execa('node', [MAIN, ...words], { reject: false, cwd: temporaryFolder(), env })
}
