import { type Argv, itemAddress, type Secret } from '@homelab/estate/model'

/** https://openbao.org/docs/commands/kv/get/ */
export function get(mount: string, secret: Secret): Argv {
  return ['bao', 'kv', 'get', `-mount=${mount}`, `-field=${secret.field}`, itemAddress(secret)]
}

/**
 * Other fields of the item stay as they are: https://openbao.org/docs/commands/kv/patch/. `-` reads standard input. A field
 * with `=` in it, or `@` before it, means something else there.
 */
export function patch(mount: string, secret: Secret): Argv | undefined {
  const { field } = secret
  return /=|^@/.test(field) ? undefined : ['bao', 'kv', 'patch', `-mount=${mount}`, itemAddress(secret), `${field}=-`]
}
