import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, onTestFinished, test } from 'vitest'
import inCluster from '../../fixtures/public-proxies/cloudflare-tunnel/cluster.ts'
import onHost from '../../fixtures/public-proxies/cloudflare-tunnel/estate.ts'
import { configurationInCluster, configurationOnHost } from '../../fixtures/public-proxies/cloudflare-tunnel/files.ts'
import { render } from '../../support/render-estate.ts'
import { cloudflared } from './cloudflared.ts'

/** @returns how cloudflared answers about the rules of a file */
async function ask(text: string, ...words: readonly string[]): Promise<{ said: string; fine: boolean }> {
  const folder = mkdtempSync(join(tmpdir(), 'tunnel-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'config.yml')
  writeFileSync(file, text)
  const options = ['tunnel', '--config', file, 'ingress', ...words]
  const { all, exitCode } = await execa(cloudflared ?? '', options, { all: true, reject: false })
  return { said: all, fine: exitCode === 0 }
}

const own = configurationOnHost(render(onHost).files)
const rendered = { 'on a host': own, 'in a cluster': configurationInCluster(render(inCluster).files) }

describe.skipIf(cloudflared === undefined)('cloudflared', () => {
  test.each(Object.entries(rendered))('takes the rules: %s', async (_, text) => {
    expect(await ask(text, 'validate')).toMatchObject({ fine: true })
  })

  test.each([
    ['https://forge.lab.example/', 'https://forge.tail1234.ts.example'],
    ['https://forge.lab.example/user/login', 'https://forge.tail1234.ts.example'],
    ['https://docs.lab.example/swagger', 'https://docs.tail1234.ts.example'],
    // Refused, in whatever way it is written.
    ['https://forge.lab.example/swagger', 'http_status:403'],
    ['https://forge.lab.example/SWAGGER/index.html', 'http_status:403'],
    ['https://forge.lab.example/%73wagger', 'http_status:403'],
    ['https://forge.lab.example//swagger', 'http_status:403'],
    ['https://forge.lab.example/a/../swagger', 'http_status:403'],
    ['https://forge.lab.example/a/%2e%2e/swagger', 'http_status:403'],
    ['https://forge.lab.example/a/..;/swagger', 'http_status:403'],
    ['https://forge.lab.example/a%5c..%5cswagger', 'http_status:403'],
    ['https://forge.lab.example/internal/$metrics', 'http_status:403'],
    // A name of a branch, and not of a folder above.
    ['https://forge.lab.example/a/...b', 'https://forge.tail1234.ts.example'],
    // Nobody's, and what only ends like ours.
    ['https://loki.lab.example/', 'http_status:404'],
    ['https://evil-forge.lab.example/', 'http_status:404'],
  ])('leads %s to %s', async (url, service) => {
    expect((await ask(own, 'rule', url)).said.trimEnd().split('service: ').at(-1)).toBe(service)
  })

  test.each([
    ['a last rule with a name', '  - service: http_status:404\n', '', /last ingress rule must match all/],
    ['a star within a name', 'hostname: docs.lab.example', 'hostname: docs.*.example', /wildcard/],
    [
      'a path behind the service',
      'service: https://docs.tail1234.ts.example',
      'service: https://docs.ts.example/a',
      /path/,
    ],
    ['a service without a scheme', 'service: https://docs.tail1234.ts.example', 'service: docs', /scheme/],
    ['a port in a name', 'hostname: docs.lab.example', 'hostname: docs.lab.example:443', /port/],
    ['a duration without a unit', 'connectTimeout: 10s', 'connectTimeout: ten', /time|duration/i],
    ['no regular expression', '(?i)^/swagger', '(?i)^/swagger(', /missing|regex/],
  ] as const)('refuses %s', async (_, from, to, words) => {
    expect(own).toContain(from)
    const { said, fine } = await ask(own.replace(from, to), 'validate')
    expect(said).toMatch(words)
    expect(fine).toBe(false)
  })
})
