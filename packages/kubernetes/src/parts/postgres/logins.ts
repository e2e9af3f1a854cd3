import type { Secret } from '@homelab/estate/model'
import { type ExternalSecret, externalSecret, fetched } from '../secret/index.ts'

/** The Secret beside a server with the password of a login. */
export function loginName(server: string, login: string): string {
  return `${server}-${login}`
}

/**
 * Without the label the operator looks at the Secret again when something else changes in the Cluster, maybe never: a new
 * password would not reach the database. https://cloudnative-pg.io/documentation/current/declarative_role_management/
 */
const reload = { 'cnpg.io/reload': 'true' } as const

export function loginSecret(server: string, login: string, password: Secret): ExternalSecret {
  return externalSecret(loginName(server, login), {
    type: 'kubernetes.io/basic-auth',
    data: { password },
    template: { username: login, password: fetched('password') },
    templateLabels: reload,
  })
}

/** https://cloudnative-pg.io/documentation/current/labels_annotations/ */
export function postgresLabels(server: string): Record<string, string> {
  return { 'cnpg.io/cluster': server }
}
