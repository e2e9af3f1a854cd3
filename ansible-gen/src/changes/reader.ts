import { readDocuments } from '@homelab/changes'
import type { ChangeReader, ChangeValue, ReadItem } from '@homelab/estate/model'
import { caddyfileItems } from '../caddy/changes.ts'
import { readFormat } from './formats.ts'

/** The project by role, file and variable; templates by field where their format is known, else by line. */
export const projectReader: ChangeReader = {
  system: 'ansible',
  reads: path => path.startsWith('ansible/'),
  items: (path, text) => {
    const place = placeOf(path)
    const blocks = path.endsWith('/Caddyfile.j2') ? blocksIn(text) : undefined
    if (blocks === undefined) return [{ ...place, value: contentOf(path, text) }]
    return blocks.map(({ subject, value }) => ({ ...place, part: `${place.part} › ${subject}`, value }))
  },
  keys: path => (path.at(-1) === 'roles' ? ['role', 'name'] : undefined),
}

function placeOf(path: string): Pick<ReadItem, 'subject' | 'part'> {
  const [, role, file] = /^ansible\/roles\/([^/]+)\/(.+)$/.exec(path) ?? []
  if (role !== undefined && file !== undefined) return { subject: `role ${role}`, part: file }
  const [, playbook] = /^ansible\/playbooks\/(.+)\.yml$/.exec(path) ?? []
  if (playbook !== undefined) return { subject: `playbook ${playbook}` }
  const [, inventory] = /^ansible\/inventory\/(.+)$/.exec(path) ?? []
  return inventory === undefined ? { subject: path } : { subject: 'inventory', part: inventory }
}

function contentOf(path: string, text: string): ChangeValue {
  if (/\.ya?ml$/.test(path)) {
    const documents = readDocuments(text)
    return documents.length === 1 ? (documents[0] ?? null) : documents
  }
  return readFormat(path, text) ?? text
}

/** Nothing where its template is more than a Caddyfile. */
function blocksIn(text: string): readonly ReadItem[] | undefined {
  try {
    return caddyfileItems(text)
  } catch {
    return undefined
  }
}
