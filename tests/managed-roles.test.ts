/** The logins of database servers follow their Secrets. */
import blumeops from '@homelab/app-blumeops'
import { type Estate, type Needs, role, service } from '@homelab/estate'
import { describe, expect, test } from 'vitest'
import { fixture, pod, secrets, server, store } from './findings/parts.ts'
import { objectsIn } from './support/objects.ts'
import { render } from './support/render.ts'

interface ManagedRole {
  readonly name: string
  readonly passwordSecret: { readonly name: string }
}

const pg = server()
const reader = service(import.meta, 'reader', {
  title: 'Reader',
  summary: 'logs in',
  ports: {},
  workload: pod(),
  needs: (): Needs => [role(pg, 'reader', { password: secrets.app.password, reason: 'reads' })],
})
const estates: Readonly<Record<string, Estate>> = {
  blumeops,
  'any other': fixture(import.meta, { services: [pg, reader, store] }),
}

describe.each(Object.entries(estates))('%s', (_, of) => {
  const objects = objectsIn(render(of).files)
  const roles = objects
    .filter(({ kind }) => kind === 'Cluster')
    .flatMap(({ metadata, spec }) =>
      ((spec.managed?.roles ?? []) as ManagedRole[]).map(each => ({ ...each, server: metadata.name, metadata })),
    )

  test('has managed roles', () => expect(roles).not.toEqual([]))

  // https://cloudnative-pg.io/documentation/current/declarative_role_management/
  test.each(roles)('a new password of $name reaches $server', ({ passwordSecret, metadata: { namespace } }) => {
    const makers = objects.filter(
      ({ kind, metadata, spec }) =>
        kind === 'ExternalSecret' && metadata.namespace === namespace && spec.target.name === passwordSecret.name,
    )
    expect(makers.map(({ spec }) => spec.target.template.metadata?.labels)).toEqual([{ 'cnpg.io/reload': 'true' }])
  })
})
