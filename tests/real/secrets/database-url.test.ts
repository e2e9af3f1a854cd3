/** The URL of a database with a password of the vault, by External Secrets' own engine of templates. */
import { join } from 'node:path'
import { database, type Needs, notBackedUp, service } from '@homelab/estate'
import { asDatabaseUrl } from '@homelab/kubernetes'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { fixture, pod, secrets, server, store } from '../../findings/parts.ts'
import { objectsIn } from '../../support/objects.ts'
import { render } from '../../support/render.ts'
import { neededProgram, skipped } from '../tools.ts'

const go = neededProgram('go')

const pg = server()
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  needs: (): Needs => [
    database(pg, 'letters & more', {
      owner: 'who@where',
      role: { password: secrets.app.password },
      backup: notBackedUp('a fixture'),
      use: asDatabaseUrl({ variable: 'DATABASE_URL', secret: 'web-db', key: 'url' }),
    }),
  ],
})

test('what reads the URL reads the password as the vault has it', async context => {
  if (go === undefined) return context.skip(skipped('go'))
  const { files } = render(fixture(import.meta, { services: [store, pg, web] }))
  const made = objectsIn(files).find(({ kind, metadata }) => kind === 'ExternalSecret' && metadata.name === 'web-db')
  const template: Readonly<Record<string, string>> = made?.spec.target.template.data ?? {}
  expect(Object.keys(template)).toEqual(['url'])
  const passwords = ['plain', 'a@b:c/d?e#f', '100%+1 %41', `{{ .x }}'"\\$`, 'ÄΩ 秘']
  const program = join(await built(go), 'fill')
  const input = JSON.stringify(passwords.map(password => ({ Template: template, Fetched: { password } })))
  const { stdout } = await execa(program, { input })
  const urls = (JSON.parse(stdout) as readonly { readonly url: string }[]).map(({ url }) => new URL(url))
  expect(urls.map(({ password }) => decodeURIComponent(password))).toEqual(passwords)
  for (const { protocol, username, host, pathname, search, hash } of urls)
    expect([protocol, decodeURIComponent(username), host, decodeURIComponent(pathname), search, hash]).toEqual([
      ...['postgresql:', 'who@where', 'pg-rw.apps.svc.cluster.local:5432', '/letters & more', '', ''],
    ])
})

function built(program: string): Promise<string> {
  const cwd = join(import.meta.dirname, 'go-template')
  return madeOnce('external-secrets-template', contentsOf(cwd), async at => {
    await execa(program, ['build', '-trimpath', '-o', join(at, 'fill'), '.'], {
      cwd,
      env: { GOFLAGS: '-mod=readonly -buildvcs=false' },
    })
  })
}
