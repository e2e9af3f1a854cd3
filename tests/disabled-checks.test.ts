import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { fixturesIn } from './support/fixtures.ts'
import { openFindings } from './support/render.ts'
import { root } from './support/sources.ts'

/** Each rule that is a function from an estate to findings, with the fixtures that exactly it turns red. */
const rules: readonly (readonly [file: string, rule: string, fixtures: readonly string[]])[] = [
  [
    'packages/estate/src/checks/backups.ts',
    'checkBackups',
    ['missing-backup', 'missing-backup-dumped', 'missing-backup-unreachable'],
  ],
  [
    'packages/estate/src/checks/backups.ts',
    'checkLiveDatabases',
    ['live-database', 'live-database-left-out', 'live-database-mariadb', 'live-database-mariadb-folder'],
  ],
  ['packages/estate/src/checks/claims.ts', 'unclaimedWorkloads', ['unclaimed-workload']],
  [
    'packages/estate/src/checks/uses.ts',
    'unusedUses',
    ['unused-use', 'unused-use-agent', 'unused-use-cluster', 'unused-use-host'],
  ],
  [
    'packages/estate/src/checks/databases.ts',
    'checkDatabases',
    ['duplicate-object-database', 'duplicate-object-role', 'unknown-database-bootstrap'],
  ],
  ['packages/estate/src/checks/hostnames.ts', 'checkHostnames', ['duplicate-hostname', 'duplicate-hostname-device']],
  ['packages/estate/src/checks/images.ts', 'checkImages', ['blank-text', 'invalid-image', 'unpinned-image']],
  [
    'packages/estate/src/checks/names.ts',
    'checkNames',
    ['duplicate-host', 'duplicate-service', 'invalid-name', 'invalid-name-domain', 'invalid-name-service'],
  ],
  ['packages/estate/src/checks/texts.ts', 'checkTexts', ['blank-text']],
  ['packages/estate/src/checks/places.ts', 'checkPlaces', ['unknown-place', 'unknown-place-cluster']],
  [
    'packages/estate/src/checks/ports.ts',
    'checkPorts',
    [
      'duplicate-port',
      'duplicate-port-host',
      'duplicate-port-node-port',
      'duplicate-port-proxy',
      'duplicate-port-target',
      'invalid-port',
      'invalid-port-listen',
      'invalid-port-cluster',
      'invalid-port-host',
    ],
  ],
  [
    'packages/estate/src/checks/probes.ts',
    'checkProbes',
    ['invalid-path', 'invalid-quantity-probe', 'unknown-port-probe'],
  ],
  ['packages/estate/src/checks/parts.ts', 'checkParts', ['duplicate-part']],
  ['packages/estate/src/checks/quantities.ts', 'checkQuantities', ['invalid-quantity-volume']],
  ['packages/estate/src/checks/schedules.ts', 'checkSchedules', ['invalid-schedule']],
  [
    'packages/estate/src/checks/secrets.ts',
    'checkSecrets',
    ['unknown-secret', 'unknown-secret-host', 'unknown-secret-person', 'unknown-secret-stack'],
  ],
  [
    'packages/estate/src/checks/stores.ts',
    'checkStores',
    ['invalid-name-secret-item', 'unknown-store', 'unknown-store-vault'],
  ],
  [
    'packages/kubernetes/src/parts/by-hand/checks.ts',
    'checkTemplates',
    ['unreadable-secret-bootstrap', 'unreadable-secret-bootstrap-stores'],
  ],
  [
    'packages/kubernetes/src/cluster/checks.ts',
    'checkWorkload',
    [
      'duplicate-setting',
      'duplicate-setting-env',
      'invalid-name-container',
      'invalid-name-custom-object',
      'invalid-name-label',
      'invalid-name-merged',
      'invalid-name-namespace',
      'invalid-name-port',
      'invalid-name-variable',
      'invalid-name-volume',
      'invalid-path-mount',
      'invalid-quantity',
      'invalid-quantity-elsewhere',
      'invalid-quantity-limit',
      'unknown-container',
      'unknown-volume',
      'unreachable-route-chart',
      'unreachable-route-scrape',
    ],
  ],
  [
    'packages/kubernetes/src/parts/container/checks.ts',
    'checkPod',
    ['invalid-name-container', 'invalid-name-merged', 'invalid-name-volume', 'invalid-path-mount'],
  ],
  ['packages/kubernetes/src/parts/pods/merged-pod.ts', 'checkMerged', ['duplicate-setting']],
  ['packages/kubernetes/src/parts/pods/uses.ts', 'checkVariables', ['duplicate-setting-env']],
  ['packages/kubernetes/src/parts/container/checks.ts', 'checkLimits', ['invalid-quantity-limit']],
  ['packages/kubernetes/src/parts/pods/uses.ts', 'checkUses', ['unknown-container']],
  ['packages/kubernetes/src/cluster/names.ts', 'checkNames', ['invalid-name-job', 'invalid-name-object']],
  ['packages/kubernetes/src/cluster/names.ts', 'checkApplicationNames', ['invalid-name-application']],
  ['packages/kubernetes/src/delivery/shared.ts', 'checkShared', ['divided-application']],
  ['packages/kubernetes/src/parts/objects/checks.ts', 'checkCustomObjects', ['invalid-name-custom-object']],
  ['packages/kubernetes/src/delivery/argocd/sync-options.ts', 'checkSyncOptions', ['duplicate-setting-sync-option']],
  ['packages/kubernetes/src/delivery/argocd/sizes.ts', 'checkSizes', ['oversized-object', 'oversized-object-kinds']],
  ['packages/kubernetes/src/cluster/files.ts', 'duplicateObjects', ['duplicate-object']],
  [
    'packages/kubernetes/src/cluster/secret-flow.ts',
    'checkSecretFlow',
    ['unreadable-secret-chart', 'unreadable-secret-env'],
  ],
  ['packages/kubernetes/src/cluster/adopted.ts', 'checkAdopted', ['changed-adoption']],
  ['packages/kubernetes/src/cluster/writers.ts', 'checkWriters', ['contested-volume', 'contested-volume-others']],
  ['packages/kubernetes/src/cluster/stores.ts', 'checkStore', ['unreadable-secret-store']],
  ['packages/observability/src/dashboards/unknown-metrics.ts', 'unknownMetrics', ['unknown-metric']],
  ['packages/observability/src/data-sources/unknown.ts', 'unknownDataSources', ['unknown-data-source']],
  ['packages/pulumi/src/tailnet-dns.ts', 'dnsFindings', ['invalid-dns']],
  ['packages/pulumi/src/dns-providers.ts', 'providerFindings', ['wrong-type-provider']],
  [
    'packages/pulumi/src/public-names.ts',
    'publicNameFindings',
    ['public-route-mismatch-record', 'public-route-mismatch-stated', 'public-route-mismatch-zone'],
  ],
  [
    'packages/tailnet/src/from-estate/findings.ts',
    'findingsOf',
    [
      'invalid-policy',
      'invalid-policy-apps',
      'invalid-policy-login',
      'invalid-policy-person',
      'invalid-policy-port',
      'invalid-policy-router',
      'invalid-policy-sets',
      'policy-dead-app',
      'policy-dead-grant',
      'policy-dead-grant-shared',
      'policy-dead-ssh',
      'policy-funnel',
      'policy-refused-flow',
      'policy-refused-flow-outside',
      'policy-unapproved-host',
      'policy-unexplained-access',
      'policy-unused-tag',
      'policy-unused-tag-owner',
      'policy-unused-tag-partly',
      'policy-test-failed',
      'policy-test-failed-denial',
      'policy-test-failed-port',
      'policy-test-failed-undeclared',
    ],
  ],
  [
    'packages/tailnet/src/from-estate/test-findings.ts',
    'testFindings',
    ['policy-test-failed', 'policy-test-failed-denial', 'policy-test-failed-port', 'policy-test-failed-undeclared'],
  ],
  [
    'ansible-gen/src/project/checks.ts',
    'checkHosts',
    [
      'duplicate-label',
      'invalid-name-secret',
      'invalid-path-host',
      'invalid-path-login',
      'invalid-schedule-interval',
      'invalid-version',
      'unclaimed-workload-program',
    ],
  ],
  ['ansible-gen/src/project/owners.ts', 'unwritablePaths', ['invalid-path-login']],
  ['ansible-gen/src/project/called-programs.ts', 'uninstalledPrograms', ['missing-program']],
  ['ansible-gen/src/project/dump-programs.ts', 'checkDumpPrograms', ['old-dump-program']],
  ['ansible-gen/src/project/reserved-texts.ts', 'reservedTexts', ['wrong-type-reserved']],
  [
    'ansible-gen/src/project/dumps.ts',
    'checkDumps',
    ['missing-backup-folder', 'missing-backup-sqlite', 'unknown-database-dump'],
  ],
  ['ansible-gen/src/project/dumps.ts', 'checkNamedDatabases', ['live-database-named']],
  [
    'ansible-gen/src/project/mariadb-dumps.ts',
    'checkMariadbDumps',
    ['invalid-name-mariadb', 'missing-backup-mariadb', 'missing-backup-mariadb-twice'],
  ],
]

/** What no such function finds: it comes out while names and flows are resolved, or files rendered and gathered. */
const onTheWay: readonly string[] = [
  'duplicate-path',
  'duplicate-path-claim',
  'failed-import',
  'public-route-mismatch',
  'public-route-mismatch-tcp',
  'stale-acceptance',
  'start-cycle',
  'start-cycle-several',
  'unclaimed-workload-delivery',
  'undrawable-dashboard',
  'unfilled-slot',
  'unknown-database',
  'unknown-database-owner',
  'unknown-domain',
  'unknown-exporter',
  'unknown-port',
  'unknown-port-metrics',
  'unknown-port-need',
  'unknown-service',
  'unknown-service-after',
  'unreachable-route',
  'unreachable-route-documents',
  'unreachable-route-flow',
  'unreachable-route-managed',
  'unreachable-route-metrics',
  'unreachable-route-own-url',
  'unreachable-route-probe',
  'unreachable-route-tailnet',
  'unreachable-route-udp',
  'unreadable-secret',
  'unreadable-secret-server',
  'unreadable-secret-vault',
  'unused-use-self',
  'unwatched-backup',
  'wrong-type',
  'wrong-type-data',
  'wrong-type-name',
  'wrong-type-need',
]

afterEach(() => vi.resetModules())

test.each(rules)(
  'without %s %s exactly its fixtures turn red',
  async (file, rule, fixtures) => {
    const path = `../${file}`
    vi.resetModules()
    vi.doMock(path, async original => ({ ...(await original<object>()), [rule]: () => [] }))
    const { render } = await import('./support/render.ts')
    const all = await fixturesIn('invalid')
    const red = all.filter(({ estate, expected }) => {
      try {
        return openFindings(render(estate).findings).join() !== expected.join()
      } catch {
        // What the rule keeps away from the projections makes one of them throw.
        return true
      }
    })
    vi.doUnmock(path)
    expect(red.map(({ name }) => name).toSorted()).toEqual(fixtures.toSorted())
    // It renders every fixture.
  },
  300_000,
)

test('every fixture stands here', async () => {
  const names = (await fixturesIn('invalid')).map(({ name }) => name)
  const listed = new Set([...rules.flatMap(([, , fixtures]) => fixtures), ...onTheWay])
  expect([...listed].toSorted()).toEqual(names.toSorted())
})

test('every check of the estate stands here', () => {
  const files = readdirSync(join(root, 'packages/estate/src/checks')).map(name => `packages/estate/src/checks/${name}`)
  const helpers = ['checks', 'repeated'].map(name => `packages/estate/src/checks/${name}.ts`)
  expect(files.filter(file => !helpers.includes(file) && !rules.some(([listed]) => listed === file))).toEqual([])
})
