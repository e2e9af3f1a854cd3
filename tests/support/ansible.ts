/** What the tests of the Ansible project share: the estate, and what its roles do, read back from the rendered files. */

import { ansible, caddySlots } from '@homelab/ansible-gen/render'
import app from '@homelab/app-blumeops'
import minilab from '@homelab/app-minilab'
import { loadRenderers, type Part, type ResolvedWithWorkloads, resolvedOf } from '@homelab/estate/model'
import { observabilitySlots } from '@homelab/observability/render'
import { parse } from 'yaml'
import { tarParts } from '../contracts/stand-ins/tar.ts'

/** What estates of these tests are made of: a copy that went through text has no code in it. */
export const parts: readonly Part[] = [...new Set([...app.parts, ...minilab.parts])]
await loadRenderers([...parts, ...tarParts])

export const slots = { ...observabilitySlots, ...caddySlots }

export const resolved: ResolvedWithWorkloads = resolvedOf(app)

/** All rendered files, by their path below `ansible/`. */
export const rendered: ReadonlyMap<string, string> = filesOf(resolved)

function filesOf(of: ResolvedWithWorkloads): ReadonlyMap<string, string> {
  const { files } = ansible(slots).render(of)
  return new Map(files.map(({ path, content }) => [path.slice('ansible/'.length), content]))
}

/** The text of one file; throws where it is not rendered. */
function text(path: string): string {
  const content = rendered.get(path)
  if (content === undefined) throw new Error(`not rendered: ${path}`)
  return content
}

export type Fields = Readonly<Record<string, unknown>>

/** A YAML file of the project. */
export function yaml<T>(path: string): T {
  return parse(text(path)) as T
}

/** The tasks of a role, blocks opened. */
export function tasksOf(role: string, file = 'tasks/main.yml'): readonly Fields[] {
  return opened(yaml(`roles/${role}/${file}`))
}

export function opened(tasks: readonly Fields[]): readonly Fields[] {
  return tasks.flatMap(task => [task, ...opened((task['block'] ?? []) as Fields[])])
}

/** The arguments of a module, for each task of a role that calls it. */
export function calls(role: string, module: string): readonly Fields[] {
  return tasksOf(role).flatMap(task => (task[module] === undefined ? [] : [task[module] as Fields]))
}

/** Variable -> what `op read` is asked for. */
export function secretReads(role: string): ReadonlyMap<string, string> {
  if (!rendered.has(`roles/${role}/tasks/secrets.yml`)) return new Map()
  const tasks = tasksOf(role, 'tasks/secrets.yml')
  const asked = tasks.flatMap(({ 'ansible.builtin.command': command }) =>
    command === undefined ? [] : [((command as Fields)['argv'] as string[]).at(-1) ?? ''],
  )
  const kept = tasks.flatMap(({ 'ansible.builtin.set_fact': fact }) =>
    fact === undefined ? [] : Object.keys(fact as Fields),
  )
  return new Map(kept.map((name, index) => [name, asked[index] ?? '']))
}

/** A text of a role as the host gets it, with `<field>` in the place of a secret. */
export function onHost(role: string, of: string): string {
  const defaults = rendered.has(`roles/${role}/defaults/main.yml`)
    ? yaml<Fields>(`roles/${role}/defaults/main.yml`)
    : {}
  const host = { ...yaml<Fields>('inventory/host_vars/indri.yml'), ...yaml<Fields>('inventory/group_vars/all.yml') }
  const secrets = new Map([...secretReads(role)].map(([name, asked]) => [name, `<${asked.split('/').at(-1)}>`]))
  const value = (name: string): string => {
    const found = secrets.get(name) ?? defaults[name] ?? host[name]
    if (typeof found !== 'string') throw new Error(`${role}: nobody says what ${name} is`)
    return filled(found)
  }
  const filled = (template: string): string =>
    template.replace(/\{\{ (?:'([^']+)'|(\w+))(\[1:\])?(?: \| [^}]*)? \}\}/g, (_, literal, name, cut) =>
      literal === undefined ? value(name).slice(cut === undefined ? 0 : 1) : literal,
    )
  return filled(of)
}

/** What a role writes on the host: path -> mode and text. */
function written(role: string): ReadonlyMap<string, { readonly mode: string; readonly text: string }> {
  return new Map(
    calls(role, 'ansible.builtin.template').map(({ src, dest, mode }) => [
      onHost(role, String(dest)),
      { mode: String(mode), text: onHost(role, text(`roles/${role}/templates/${src}`)) },
    ]),
  )
}

/** The roles in the order of the playbook. */
export function playedRoles(): readonly { readonly role: string; readonly tags: readonly string[] }[] {
  const [play] = yaml<readonly { roles: { role: string; tags: string[] }[] }[]>('playbooks/indri.yml')
  return play?.roles ?? []
}

/** All that is written on the host. */
export function allWritten(): ReadonlyMap<string, { readonly mode: string; readonly text: string }> {
  return new Map(playedRoles().flatMap(({ role }) => [...written(role)]))
}
