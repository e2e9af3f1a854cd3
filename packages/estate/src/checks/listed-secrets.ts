import type { Finding } from '../findings.ts'
import { whereInWorkload } from '../in-workload.ts'
import type { Resolved } from '../resolved.ts'
import type { Secret } from '../vault.ts'

/** Every reference names an item and field that its vault lists. */
export function checkSecrets(resolved: Resolved): Finding[] {
  const { services, roles, logins, tiles, people, tailnetStack, dns, file } = resolved
  const stacks = [tailnetStack, dns].filter(stack => stack !== undefined)
  const uses = [
    ...services.flatMap(service =>
      service.secrets.map(secret => ({ ...whereInWorkload(service, 'workload', secret), secret })),
    ),
    ...roles.map(({ name, service, password }) => ({
      subject: service,
      file: services.find(candidate => candidate.name === service)?.file ?? file,
      path: `needs.${name}.password`,
      secret: password,
    })),
    ...logins.flatMap(({ service, provider, secret }) =>
      secret === undefined
        ? []
        : [
            {
              subject: service,
              file: services.find(candidate => candidate.name === service)?.file ?? file,
              path: `needs.${provider}.secret`,
              secret,
            },
          ],
    ),
    ...tiles.flatMap(({ service, secrets }) =>
      Object.values(secrets).map(secret => ({
        subject: service,
        file: services.find(candidate => candidate.name === service)?.file ?? file,
        path: 'tile.widget',
        secret,
      })),
    ),
    ...stacks.flatMap(({ project, credentials, file: declaredIn }) =>
      Object.entries(credentials).map(([variable, secret]) => ({
        subject: project,
        file: declaredIn,
        path: `credentials.${variable}`,
        secret,
      })),
    ),
    ...people.map(({ name, login }) => ({ subject: name, file, path: 'login', secret: login })),
  ]
  return uses
    .filter(({ secret }) => secret.unknown === true || !listed(resolved, secret))
    .map(({ secret, ...where }) => ({
      code: 'unknown-secret',
      where,
      problem: 'the vault lists no such item and field',
      got: `${secret.vault}: ${secret.item} / ${secret.field}`,
      fix: 'correct the reference, or list the item and field in the vault',
    }))
}

function listed({ vaults }: Resolved, secret: Secret): boolean {
  const items = vaults.find(({ name }) => name === secret.vault)?.items ?? {}
  return Object.hasOwn(items, secret.item) && items[secret.item]?.fields.includes(secret.field) === true
}
