/** The estate's own facts before and after the change of 8 February 2026, and with a service that goes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { allProjections } from '@homelab/synth'
import { type Sources, sourceTrial } from '@homelab/synth/causes'
import type { Revision } from '@homelab/synth/diff'
import { edited, nativeImport, sourcesOf } from '../support/lab-sources.ts'
import { root } from '../support/sources.ts'
import { rendered } from './cottage.ts'

const today = sourcesOf(root, 'blumeops')
const trial = sourceTrial({
  ...{ root, estate: 'apps/blumeops/estate.ts', load: nativeImport },
  projections: await allProjections(),
})

/** As it was: telemetry through Caddy, and whatever the cluster has. */
const broad = {
  'hosts.ts': [
    ["restrictedTo('tag:flyio-target', 'tag:flyio-proxy')", "tagged('tag:flyio-proxy')"],
    ['restrictedTo, ', ''],
  ],
  'tailnet.ts': [
    ['import { flowsOf, type', 'import { type'],
    ['import { flyio, forgeEgress', 'import { forgeEgress'],
    [
      '    flowsOf(flyio),\n',
      `    grant('tag:flyio-proxy', 'tag:k8s', ['tcp:443'], 'Public names.'),
    grant('tag:flyio-proxy', 'tag:homelab', ['tcp:443'], 'Telemetry through Caddy.'),
`,
    ],
    ["    ownedByOperator('tag:flyio-target'),\n", ''],
  ],
  'tailnet-tests.ts': [
    ["accept: ['tag:flyio-target:443']", "accept: ['tag:k8s:443', 'tag:homelab:443']"],
    [
      "'tag:k8s:443', 'tag:homelab:443', 'tag:homelab:22', 'tag:nas:445', 'tag:registry:443'",
      "'tag:homelab:22', 'tag:nas:445'",
    ],
  ],
} satisfies Parameters<typeof edited>[1]

async function revision(title: string, of: Sources): Promise<Revision> {
  const outcome = await trial.run(of)
  if ('failed' in outcome) throw new Error(outcome.failed)
  return rendered(title, of, outcome.files)
}

export const before = (): Promise<Revision> => revision('before', edited(today, broad, 'blumeops'))
export const after = (): Promise<Revision> => revision('after', today)

const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? []
const [, name = ''] = /export const (\w+) = service\(/.exec(example) ?? []

/** The service of the README. */
export const leaving = name

/** Before, with the service of the README beside the others, and a file of the docs that nothing needs. */
export function withMore(): Promise<Revision> {
  const more = {
    [`services/${name}.ts`]: example,
    'services/index.ts': [
      ['import { zot,', `import { ${name} } from './${name}.ts'\nimport { zot,`],
      ['  transmission,\n]', `  transmission,\n  ${name},\n]`],
    ],
    'services/docs.ts': [
      ['endpoint, http, image, type Needs, service }', 'endpoint, http, image, type Needs, service, text }'],
      ['import { asEnv, confined,', 'import { asEnv, configMap, confined,'],
      [
        '    container: {\n',
        "    volumes: [configMap('words', 'docs-words', { words: text('of no use') })],\n    container: {\n      mounts: { words: '/etc/words' },\n",
      ],
    ],
  } satisfies Parameters<typeof edited>[1]
  return revision('before, with more', edited(edited(today, broad, 'blumeops'), more, 'blumeops'))
}
