import { readBlocks } from '@homelab/changes'
import type { ChangeValue, ReadItem } from '@homelab/estate/model'

type Block = { readonly [head: string]: ChangeValue }

/** The configuration by server. @throws Error where it is none */
export function serverItems(path: string, text: string): readonly ReadItem[] {
  const { http, ...top } = readBlocks(text)
  if (!isBlock(http)) throw new Error('it has no block http')
  const servers = Object.entries(http).filter(([head]) => /^server(?: \(\d+\))?$/.test(head))
  const others = Object.fromEntries(Object.entries(http).filter(([head]) => !servers.some(([own]) => own === head)))
  return [
    { subject: path, value: { ...top, http: others } },
    ...servers.map(([, server]) => ({ subject: `server ${nameOf(server)}`, value: server })),
  ]
}

function nameOf(server: ChangeValue): string {
  const name = isBlock(server) ? server['server_name'] : undefined
  return String(name ?? '_').replace(/;$/, '')
}

function isBlock(value: ChangeValue | undefined): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
