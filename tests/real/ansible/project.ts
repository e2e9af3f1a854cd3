/** The Ansible project of an estate, rendered into a folder. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ansible } from '@homelab/ansible-gen/render'
import type { Part, ResolvedWithWorkloads } from '@homelab/estate/model'
import { parts, slots } from '../../support/ansible.ts'

/** Writes the project below `folder`; gives the project's own folder. */
export function writeProject(resolved: ResolvedWithWorkloads, folder: string): string {
  for (const { path, content } of ansible(slots).render({
    ...resolved,
    parts: [...new Set([...resolved.parts.filter(isCode), ...parts])],
  }).files) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return join(folder, 'ansible')
}

/**
 * What roles look up in files of the repository, by the variables in which they take it from whoever gives it. No program here
 * decrypts: `tests/real/secrets` asks the real one.
 */
export function looksUp(
  project: string,
  secret: (item: string, field: string) => string,
): Readonly<Record<string, string>> {
  const roles = join(project, 'roles')
  const files = readdirSync(roles).map(role => join(roles, role, 'tasks/secrets.yml'))
  const texts = files.filter(file => existsSync(file)).map(file => readFileSync(file, 'utf8'))
  const asked = /^- name: Fetch (.*) of (.*)\n {2}when: (\w+) is not defined\n/gm
  return Object.fromEntries(
    texts
      .filter(text => text.includes('community.sops.sops'))
      .flatMap(text =>
        Array.from(text.matchAll(asked), ([, field = '', item = '', name = '']) => [name, secret(item, field)]),
      ),
  )
}

/** Whether a part did not go through text. */
function isCode(part: Part): boolean {
  return Object.values(part).some(member => typeof member === 'function')
}
