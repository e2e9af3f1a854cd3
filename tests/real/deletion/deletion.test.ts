import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { inCopy } from '../copy.ts'
import { carryOut, deletionOf, withoutLines } from './without.ts'

/** The service that `packages/services` makes ready for a host. */
function readyMade(service: string): string {
  return `packages/services/src/${service}`
}

/**
 * Nouns, each with its folder, and those of nouns that are made of it: without them, their lines and what uses them, all else
 * must hold.
 */
const nouns: readonly (readonly [noun: string, ...folders: string[]])[] = [
  ['Argo CD', 'packages/kubernetes/src/delivery/argocd'],
  ['Fly.io', 'ansible-gen/src/proxies/fly'],
  ['1Password', 'packages/secrets/src/onepassword'],
  ['OpenBao', 'packages/secrets/src/openbao', readyMade('openbao')],
  ['SOPS', 'packages/secrets/src/sops', readyMade('sops')],
  [
    'launchd',
    ...['ansible-gen/src/parts/launch-agent', 'ansible-gen/src/parts/kept-program'],
    ...['alloy', 'borgmatic', 'caddy'].map(readyMade),
  ],
  [
    'systemd',
    ...[
      'ansible-gen/src/parts/systemd-unit',
      'ansible-gen/src/parts/kept-program',
      'ansible-gen/src/proxies/own-nginx',
      ...['borgmatic', 'caddy', 'cloudflared', 'delivery'].map(readyMade),
    ],
  ],
  ['the firewall', 'ansible-gen/src/parts/firewall'],
  ['borgmatic', 'ansible-gen/src/backup/borgmatic', readyMade('borgmatic')],
  ['ntfy', 'packages/observability/src/receivers/ntfy', readyMade('ntfy')],
  ['PostgreSQL', 'packages/kubernetes/src/parts/postgres'],
]

const scratch = mkdtempSync(join(tmpdir(), 'deletion-'))
afterAll(() => rmSync(scratch, { recursive: true }))

describe.each(nouns)('without %s', (noun, ...folders) => {
  const deletion = deletionOf(folders)
  const copy = join(scratch, noun)

  test('only registries name it, besides estates and tests', () => {
    expect(deletion.registries.length).toBeGreaterThan(0)
    expect(deletion.violations).toEqual([])
  })

  test(`everything else has its types, and ${deletion.concerned.length} files of tests that it concerns are green`, async () => {
    carryOut(folders, deletion, copy)
    expect(await inCopy(copy, 'tsc', '--noEmit', '-p', '.')).toEqual({ code: 0, said: '' })
    const { code, said } = await inCopy(copy, 'vitest', 'run', '--reporter=dot', ...deletion.concerned)
    expect(said).toMatch(/Tests +\d+ passed/)
    expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' })
    rmSync(copy, { recursive: true })
  })
})

test('a registry loses the lines of one noun alone', () => {
  const before = `import { a, aPart } from './a/index.ts'
import { bPart } from './b/index.ts'

export * from './a/index.ts'
export * from './b/index.ts'

export const parts = [aPart, bPart]
`
  expect(
    withoutLines(before, 'x/index.ts', ['x/a'], new Set(['a', 'aPart'])),
  ).toBe(`import { bPart } from './b/index.ts'

export * from './b/index.ts'

export const parts = [bPart]
`)
})
