import type { Argv, Secret } from '@homelab/estate'

/** https://openbao.org/docs/commands/kv/get/ */
export function get(mount: string, { item, field }: Secret): Argv {
  return ['bao', 'kv', 'get', `-mount=${mount}`, `-field=${field}`, item]
}

/**
 * Other fields of the item stay as they are: https://openbao.org/docs/commands/kv/patch/. `-` reads standard input. A field
 * with `=` in it, or `@` before it, means something else there.
 */
export function patch(mount: string, { item, field }: Secret): Argv | undefined {
  return /=|^@/.test(field) ? undefined : ['bao', 'kv', 'patch', `-mount=${mount}`, item, `${field}=-`]
}
