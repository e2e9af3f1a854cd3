/** The Ansible project of an estate, rendered into a folder. */
import { mkdirSync, writeFileSync } from 'node:fs'
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

/** Whether a part did not go through text. */
function isCode(part: Part): boolean {
  return Object.values(part).some(member => typeof member === 'function')
}
