/** Where people log in to Forgejo, told for real in a Debian of its own to a stand-in of its command, which keeps what it is told. */
import { asForgejoLogin, file, hostService, inHome } from '@homelab/ansible-gen'
import {
  host,
  http,
  type Needs,
  oidcLogin,
  type ResolvedWithWorkloads,
  resolvedOf,
  service,
  tagged,
  text,
} from '@homelab/estate/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { login } from '../../findings/logins.ts'
import { fixture, box as node, secrets, store } from '../../findings/parts.ts'
import { python } from '../python.ts'
import { type Debian, debian, noDebian } from './debian.ts'

const tools = await python()
const missing = noDebian()

/** `list` prints a table as Forgejo does; what else it is asked is a source, which it keeps; unknown options end it. */
const forgejo = `#!/bin/sh
set -eu
[ "$1 $2 $3" = 'admin auth list' ] || printf '%s\\n' "$*" >> /root/told
case "$3" in
  list) printf 'ID\\tName\\tType\\tEnabled\\n'; [ ! -e /root/source ] || printf '7      dex     OAuth2  true\\n' ;;
  add-oauth) [ ! -e /root/source ] || exit 1; touch /root/source ;;
  update-oauth) [ "$4 $5" = '--id 7' ] ;;
  *) exit 1 ;;
esac
`

/** The host serves the name already: nothing of that is asked here. */
const tailscale = `#!/bin/sh
case "$2" in
  status) echo '{"Services":{"svc:code":{"TCP":{"443":{"HTTPS":true}},"Web":{"code.tail.example.org:443":{"Handlers":{"/":{"Proxy":"http://localhost:3000"}}}}}}}' ;;
  get-config) echo '{"version":"0.0.1","endpoints":{"tcp:443":"http://localhost:3000"}}' ;;
  *) exit 1 ;;
esac
`

describe.skipIf(tools === undefined || missing !== undefined)('Forgejo', () => {
  let at: Debian
  beforeAll(async () => {
    if (tools === undefined) return
    at = debian(tools)
    const put = 'printf %s "$1" > /usr/bin/tailscale && chmod 755 /usr/bin/tailscale'
    expect((await at.run('sh', '-c', put, 'sh', tailscale)).code).toBe(0)
  })
  afterAll(() => at?.remove())

  const box = host('box', {
    ...{ platform: 'linux', role: 'x', user: 'root', home: '/root', ownedPaths: ['/usr/local/bin'] },
    tailnet: tagged('tag:box'),
  })

  function lab(scopes: readonly string[]): ResolvedWithWorkloads {
    const program = inHome(box, 'forgejo')
    const as = asForgejoLogin({ name: 'dex', command: [program], scopes })
    const code = service(import.meta, 'code', {
      title: 'Code',
      summary: 'forge',
      ports: { http: http(3000) },
      workload: hostService({ at: box, files: [file(program, '0755', text(forgejo))] }),
      routes: { tailnet: { port: 'http' } },
      needs: (): Needs => [oidcLogin(login, { back: ['tailnet'], secret: secrets.app.password, as })],
    })
    return resolvedOf(fixture(import.meta, { hosts: [node, box], services: [store, login, code] }))
  }

  const told = async () => (await at.run('cat', '/root/told')).all.trim().split('\n')
  const given = ['--extra-vars', '{"code_password": "a secret"}']
  const source =
    '--name dex --provider openidConnect --key code --secret a secret --auto-discover-url https://login.tail.example.org/.well-known/openid-configuration'

  test('is told once, otherwise where it changed, and nothing of the secret is shown', async () => {
    const first = await at.play(lab(['openid']), 'box', ...given)
    expect(first.code, first.all).toBe(0)
    expect(await told()).toEqual([`admin auth add-oauth ${source} --scopes openid`])

    const again = await at.play(lab(['openid']), 'box', ...given)
    expect({ code: again.code, changed: again.changed }, again.all).toEqual({ code: 0, changed: [] })

    const other = await at.play(lab(['openid', 'email']), 'box', ...given)
    expect(other.code, other.all).toBe(0)
    expect(await told()).toEqual([
      `admin auth add-oauth ${source} --scopes openid`,
      `admin auth update-oauth --id 7 ${source} --scopes openid --scopes email`,
    ])
    for (const { all } of [first, again, other]) expect(all).not.toContain('a secret')
  })

  test('a check tells it nothing', async () => {
    const { code, all } = await at.play(lab(['openid', 'groups']), 'box', ...given, '--check', '--diff')
    expect(code, all).toBe(0)
    expect(await told()).toHaveLength(2)
  })
})
