/**
 * The files of an estate's roles as Ansible itself writes them: the rendered project, whose roles are cut down to their
 * templates, plays into scratch folders. Secrets come from a stand-in of the vault's program; nothing else
 * is asked, installed or loaded.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ResolvedWithWorkloads } from '@homelab/estate/model'
import { execa } from 'execa'
import { parse } from 'yaml'
import type { Python } from '../python.ts'
import { standIns } from '../standins/standins.ts'
import { looksUp, writeProject } from './project.ts'

export interface DeployedFile {
  /** Where it lies now. */
  readonly at: string
  readonly mode: string
  /** As it would be on the host: with the host's own folders. */
  readonly text: string
}

export interface Deployed {
  /** The project as it was rendered. */
  readonly project: string
  /** All files, by their path on the host. */
  readonly files: ReadonlyMap<string, DeployedFile>
  /** One of them; throws where no role writes it. */
  file(path: string): DeployedFile
  remove(): void
}

export async function deploy(
  tools: Python,
  resolved: ResolvedWithWorkloads,
  host: string,
  secret: (item: string, field: string) => string,
): Promise<Deployed> {
  const folder = mkdtempSync(join(tmpdir(), 'deployed-'))
  const project = writeProject(resolved, join(folder, 'rendered'))
  const cut = writeProject(resolved, join(folder, 'cut'))
  for (const role of readdirSync(join(cut, 'roles'))) cutDown(join(cut, 'roles', role, 'tasks/main.yml'))
  const facts = parse(readFileSync(join(cut, `inventory/host_vars/${host}.yml`), 'utf8')) as Record<string, string>
  const places = new Map(Object.entries(facts).map(([name, path]) => [join(folder, name), path]))
  for (const at of places.keys()) mkdirSync(at)
  const variables = {
    ...Object.fromEntries(Object.keys(facts).map(name => [name, join(folder, name)])),
    ...looksUp(cut, secret),
    ansible_connection: 'local',
    ansible_become: false,
    ansible_python_interpreter: tools.modules,
  }
  const vault = standIns(folder, folder)
  vault.give('op', { session: 'signed-in', vaults: filledVaults(resolved, secret) })
  const { exitCode, all } = await execa(
    tools.program('ansible-playbook'),
    [`playbooks/${host}.yml`, '--extra-vars', JSON.stringify(variables)],
    {
      cwd: cut,
      all: true,
      reject: false,
      env: { ...vault.env, ANSIBLE_HOME: join(folder, 'ansible'), ANSIBLE_PIPELINING: '1' },
    },
  )
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  if (exitCode !== 0) {
    remove()
    throw new Error(`the playbook fails:\n${all}`)
  }
  const files = new Map([...places].flatMap(([at, path]) => filesBelow(at, path, onHost(places))))
  return {
    project,
    files,
    file: path => {
      const found = files.get(path)
      if (found === undefined) throw new Error(`no role writes ${path}; there are ${[...files.keys()].join(', ')}`)
      return found
    },
    remove,
  }
}

/** All items of the estate's vaults, as the stand-in knows them. */
export function filledVaults(
  { vaults }: ResolvedWithWorkloads,
  secret: (item: string, field: string) => string,
): object[] {
  return vaults.map(({ name, store, items }) => ({
    id: (store as { readonly id?: string }).id ?? name,
    name,
    items: Object.entries(items).map(([title, { id: item = title, fields }]) => ({
      id: item,
      title,
      fields: Object.fromEntries(fields.map(field => [field, secret(title, field)])),
    })),
  }))
}

/** Leaves the templates of a role, byte for byte, and what they need: the folders that they write into. */
function cutDown(path: string): void {
  const entries = readFileSync(path, 'utf8').split(/^(?=- name:)/m)
  const templates = entries.flatMap(entry => {
    const [found] = /^- name:.*\n {2}ansible\.builtin\.template:\n(?: {4}.*\n)*/.exec(entry) ?? []
    // Whoever owns it on the host need not be here, nor the program that reads it.
    return found === undefined ? [] : [found.replace(/^ {4}(?:owner|group|validate): .*\n/gm, '')]
  })
  const paths = templates.map(template => `      - ${/^ {4}dest: (.*)$/m.exec(template)?.[1]}\n`)
  const make = [
    '- name: Make folders\n',
    '  ansible.builtin.command:\n',
    `    argv: "{{ ['mkdir', '-p'] + (paths | map('dirname')) }}"\n`,
    '  vars:\n    paths:\n',
    ...paths,
  ]
  writeFileSync(path, templates.length === 0 ? '[]\n' : ['---\n', ...make, ...templates].join(''))
}

/** Texts with the host's own folders instead of the scratch folders; in archives' paths there is no leading slash. */
function onHost(places: ReadonlyMap<string, string>): (text: string) => string {
  return text =>
    [...places].reduce((now, [at, path]) => now.replaceAll(at, path).replaceAll(at.slice(1), path.slice(1)), text)
}

function filesBelow(at: string, path: string, told: (text: string) => string): [string, DeployedFile][] {
  return readdirSync(at, { withFileTypes: true }).flatMap((entry): [string, DeployedFile][] => {
    const here = join(at, entry.name)
    if (entry.isDirectory()) return filesBelow(here, `${path}/${entry.name}`, told)
    const mode = (statSync(here).mode & 0o7777).toString(8).padStart(4, '0')
    return [[`${path}/${entry.name}`, { at: here, mode, text: told(readFileSync(here, 'utf8')) }]]
  })
}
