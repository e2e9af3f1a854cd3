/** Names of the tailnet that hosts serve, where no stack makes them. */
import { hostService } from '@homelab/ansible-gen'
import { http, service, tailnetStack } from '@homelab/estate'
import { expect, test } from 'vitest'
import { secrets } from './findings/parts.ts'
import { server, tailnetFixture } from './findings/tailnet.ts'
import { openFindings, render } from './support/render-estate.ts'

const notes = service(import.meta, 'notes', {
  title: 'Notes',
  summary: 'notes',
  ports: { http: http(8080) },
  workload: hostService({ at: server }),
  routes: { tailnet: { port: 'http' } },
})

const stack = tailnetStack(import.meta, {
  project: 'net',
  stack: 'main',
  summary: 'the tailnet',
  provider: { name: 'tailscale', version: '0.29.0' },
  credentials: { TAILSCALE_API_KEY: secrets.app.password },
  policy: 'policy',
  keys: [],
})

const guideOf = (estate: Parameters<typeof render>[0]): string => {
  const { files, findings } = render(estate)
  expect(openFindings(findings)).toEqual([])
  return files.get('docs/guides/bootstrap.md') ?? ''
}

test('without a stack the guide says which names somebody defines in the console, before roles serve them', () => {
  const guide = guideOf(tailnetFixture(import.meta, {}, { services: [notes] }))
  expect(guide).toContain('- `svc:notes`, with `tcp:443`, for [[notes|Notes]]')
  expect(guide.indexOf('svc:notes')).toBeLessThan(guide.indexOf('## The host server'))
})

test('with one it makes them, and nobody is asked to', () => {
  const guide = guideOf(tailnetFixture(import.meta, {}, { services: [notes], tailnetStack: stack }))
  expect(guide).toContain('## The tailnet')
  expect(guide).not.toContain('svc:notes')
})
