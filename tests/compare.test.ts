import { type Manifest, pathText } from '@homelab/kubernetes/compare'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { comparable, compared, february, line } from './support/february.ts'
import { resolvedOnce } from './support/opened.ts'

/** Every Application whose objects are rendered. */
const adopted = comparable()

const pod = 'spec.template.spec'
const job = 'spec.jobTemplate.spec.template.spec'
/** What a container shows that may do nothing it does not need, root or not. */
const confinedRoot = ['allowPrivilegeEscalation', 'capabilities.drop', 'readOnlyRootFilesystem', 'seccompProfile.type']
const confined = [...confinedRoot, 'runAsNonRoot', 'runAsUser']

describe('what the facts describe, against what is rendered', () => {
  test.each(adopted)('%s: nothing is recreated, and every difference is explained', name => {
    const { stops, unexplained } = compared(name)
    expect({ stops: stops.map(({ seen }) => line(seen)), unexplained: unexplained.map(line) }).toEqual({
      stops: [],
      unexplained: [],
    })
  })

  test('dashboards that stay hand-written are nobody’s loss', () => {
    const { explained } = compared('grafana-config')
    const stay = explained.find(({ by }) => by.says.startsWith('objects whose hand-written files'))
    expect(stay?.seen.map(line)).toEqual([
      'gone ConfigMap grafana-dashboard-teslamate-overview',
      'gone ConfigMap grafana-dashboard-devpi',
    ])
  })

  /** Worked out from the facts K14 and the service's own file, by hand. */
  test('miniflux, whole', () => {
    expect(explanations('miniflux')).toEqual({
      'Miniflux’s container can do less': [
        ...confined.map(field => `Deployment miniflux ${pod}.containers[miniflux].securityContext.${field}`),
        `Deployment miniflux ${pod}.containers[miniflux].volumeMounts[/tmp].name`,
        `Deployment miniflux ${pod}.volumes[tmp].emptyDir`,
      ].sort(),
      'the Secret with the database’s URL': [
        'new ExternalSecret miniflux-db',
        'new Role miniflux-db-reader',
        'new RoleBinding miniflux-db-reader',
        'new SecretStore miniflux-db',
        'new ServiceAccount miniflux-db-reader',
      ],
      'pods get no variables named after the Services of their namespace': [
        `Deployment miniflux ${pod}.enableServiceLinks`,
      ],
      'pods say whether they get the token of a service account': [
        `Deployment miniflux ${pod}.automountServiceAccountToken`,
      ],
    })
  })

  /** Worked out from the facts K16 and the service's own file, by hand. */
  test('kiwix, whole', () => {
    const [serve, sync, watcher] = [
      `Deployment kiwix ${pod}.containers[kiwix-serve]`,
      `Deployment kiwix ${pod}.containers[torrent-sync]`,
      `CronJob zim-watcher ${job}.containers[watcher]`,
    ]
    expect(explanations('kiwix')).toEqual({
      'Kiwix’s containers can do less': [
        ...[serve, sync, watcher].flatMap(container => [
          ...confined.map(field => `${container}.securityContext.${field}`),
          `${container}.volumeMounts[/tmp].name`,
        ]),
        `${serve}.securityContext.capabilities.add`,
        ...['limits.memory', 'requests.cpu', 'requests.memory'].map(field => `${watcher}.resources.${field}`),
        `Deployment kiwix ${pod}.securityContext.sysctls[net.ipv4.ip_unprivileged_port_start].value`,
        `Deployment kiwix ${pod}.volumes[tmp].emptyDir`,
        `CronJob zim-watcher ${job}.volumes[tmp].emptyDir`,
      ].sort(),
      'the watcher may touch Kiwix alone': ['Role zim-watcher rules'],
      'the watcher restarts Kiwix before it writes the new hash': [`${watcher}.command`],
      'the words of Kiwix’s scripts and of its list': [
        'ConfigMap kiwix-zim-torrents data["torrents.txt"]',
        'ConfigMap zim-torrent-sync-script data["sync-zim-torrents.sh"]',
        `${serve}.args`,
        `${sync}.command`,
      ],
      'pods get no variables named after the Services of their namespace': [
        `CronJob zim-watcher ${job}.enableServiceLinks`,
        `Deployment kiwix ${pod}.enableServiceLinks`,
      ],
      'pods say whether they get the token of a service account': [
        `CronJob zim-watcher ${job}.automountServiceAccountToken`,
        `Deployment kiwix ${pod}.automountServiceAccountToken`,
      ],
      'pods that read rendered files carry `checksum/config`, so that a changed file rolls them': [
        'Deployment kiwix spec.template.metadata.annotations["checksum/config"]',
      ],
      'the pods of a CronJob carry its name as the label `app`, by which logs and policies find them': [
        'CronJob zim-watcher spec.jobTemplate.spec.template.metadata.labels.app',
      ],
    })
  })

  test('every field that a difference of these names is one that differs', () => {
    const used = new Set(adopted.flatMap(name => compared(name).explained.map(({ by }) => by.says)))
    const here = new Set([
      'grafana',
      'miniflux',
      'kiwix',
      'navidrome',
      'docs',
      'prometheus',
      'loki',
      'kube-state-metrics',
      'argocd',
    ])
    const named = resolvedOnce(blumeops).differences.filter(
      ({ service, changes = [], shownBy }) => changes.length > 0 && shownBy === undefined && here.has(service ?? ''),
    )
    expect(named.length).toBeGreaterThan(10)
    const fields = named.flatMap(({ changes = [] }) => changes.flatMap(change => change.fields ?? []))
    const shown = adopted.flatMap(name =>
      compared(name).explained.flatMap(({ seen }) => seen.map(({ path }) => pathText(path))),
    )
    expect(fields.filter(field => !shown.some(path => path.startsWith(field)))).toEqual([])
    expect(named.filter(({ what, now }) => !used.has(`${what}: ${now}`)).map(({ what }) => what)).toEqual([])
  })
})

/** The differences by the first words of what explains them. */
function explanations(name: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    compared(name).explained.map(({ by, seen }) => [by.says.split(': ')[0], seen.map(line).sort()]),
  )
}

describe('what nobody explains is named', () => {
  test.each(['miniflux', 'kiwix', 'grafana', 'navidrome', 'docs', 'prometheus', 'loki'])(
    '%s, without what its service declares',
    name => {
      const { differences } = resolvedOnce(blumeops)
      for (const { what, service } of differences.filter(
        each =>
          each.service === name &&
          each.shownBy === undefined &&
          (each.changes ?? []).some(({ kind }) => kind !== 'Application'),
      )) {
        const without = differences.filter(each => each.what !== what || each.service !== service)
        const before = compared(name).explained.find(({ by }) => by.says.startsWith(`${what}: `))?.seen ?? []
        expect(before.length, what).toBeGreaterThan(0)
        expect(compared(name, february(name), without).unexplained.map(line).sort()).toEqual(before.map(line).sort())
      }
    },
  )

  const image = `${pod}.containers[miniflux].image`
  test.each<[string, string, (manifest: Edited) => void, string]>([
    [
      'an image',
      'miniflux',
      edit('Deployment', ({ spec }) => (main(spec).image = 'x:1')),
      `Deployment miniflux ${image}`,
    ],
    [
      'a pull policy that is not the usual one',
      'navidrome',
      edit('Deployment', ({ spec }) => (main(spec).imagePullPolicy = 'Never')),
      `Deployment navidrome ${pod}.containers[navidrome].imagePullPolicy`,
    ],
    [
      'a variable that goes',
      'docs',
      edit('Deployment', ({ spec }) => main(spec).env.push({ name: 'MORE', value: 'x' })),
      `Deployment docs ${pod}.containers[docs].env[MORE].value`,
    ],
    [
      'a value in a configuration',
      'loki',
      edit('ConfigMap', each => {
        each.data['loki-config.yaml'] = each.data['loki-config.yaml'].replace('744h', '100h')
      }),
      'ConfigMap loki-config data["loki-config.yaml"].limits_config.retention_period',
    ],
    [
      'a setting of Grafana',
      'grafana',
      edit('ConfigMap', each => {
        each.data['grafana.ini'] = each.data['grafana.ini']?.replace(
          'reporting_enabled = false',
          'reporting_enabled = true',
        )
      }),
      'ConfigMap grafana data["grafana.ini"].analytics.reporting_enabled',
    ],
    [
      'an object that is not rendered any more',
      'kiwix',
      edit('Role', each => (each.metadata.name = 'other')),
      'gone Role other',
    ],
    [
      'the order of init containers',
      'grafana',
      edit('Deployment', ({ spec }) => (spec.template.spec.initContainers[0].name = 'first')),
      `Deployment grafana ${pod}.initContainers[first].image`,
    ],
    [
      'a revision of an Application',
      'apps',
      edit('Application', each => (each.spec.source.targetRevision = 'other'), 'docs'),
      'Application docs spec.source.targetRevision',
    ],
  ])('%s of %s', (_, name, change, expected) => {
    const { stops, unexplained } = compared(name, changed(name, change))
    expect(stops).toEqual([])
    expect(unexplained.map(line)).toContain(expected)
  })
})

describe('what cannot be changed in place stops everything', () => {
  test.each<[string, string, (manifest: Edited) => void, string]>([
    [
      'a selector',
      'miniflux',
      edit('Deployment', ({ spec }) => (spec.selector.matchLabels.app = 'other')),
      'Deployment miniflux spec.selector.matchLabels.app',
    ],
    [
      'a claim’s class',
      'navidrome',
      edit('PersistentVolumeClaim', ({ spec }) => (spec.storageClassName = 'fast'), 'navidrome-music'),
      'PersistentVolumeClaim navidrome-music spec.storageClassName',
    ],
    [
      'a claim that would shrink',
      'navidrome',
      edit('PersistentVolumeClaim', ({ spec }) => (spec.resources.requests.storage = '20Gi'), 'navidrome-data'),
      'PersistentVolumeClaim navidrome-data spec.resources.requests.storage',
    ],
    [
      'the source of a volume',
      'navidrome',
      edit('PersistentVolume', ({ spec }) => (spec.nfs.path = '/volume2/music')),
      'PersistentVolume navidrome-music-nfs-pv spec.nfs.path',
    ],
    [
      'a claim template',
      'prometheus',
      edit('StatefulSet', ({ spec }) => (spec.volumeClaimTemplates[0].spec.resources.requests.storage = '50Gi')),
      'StatefulSet prometheus spec.volumeClaimTemplates[data].spec.resources.requests.storage',
    ],
    [
      'a service name',
      'loki',
      edit('StatefulSet', ({ spec }) => (spec.serviceName = 'headless')),
      'StatefulSet loki spec.serviceName',
    ],
    [
      'the role of a binding',
      'kiwix',
      edit('RoleBinding', each => (each.roleRef.name = 'other')),
      'RoleBinding zim-watcher roleRef.name',
    ],
    [
      'a claim under another name',
      'grafana',
      edit('PersistentVolumeClaim', each => (each.metadata.name = 'grafana-data')),
      'gone PersistentVolumeClaim grafana-data',
    ],
  ])('%s of %s', (_, name, change, expected) => {
    expect(compared(name, changed(name, change)).stops.map(({ seen }) => line(seen))).toEqual([expected])
  })

  test('a claim may grow', () => {
    const smaller = edit(
      'PersistentVolumeClaim',
      ({ spec }) => (spec.resources.requests.storage = '5Gi'),
      'navidrome-data',
    )
    const { stops, unexplained } = compared('navidrome', changed('navidrome', smaller))
    expect(stops).toEqual([])
    expect(unexplained.map(line)).toEqual(['PersistentVolumeClaim navidrome-data spec.resources.requests.storage'])
  })
})

describe('what the cluster fills in is no difference', () => {
  const lives = (manifest: Edited): void => {
    manifest.metadata.annotations = {
      ...manifest.metadata.annotations,
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(manifest),
      'deployment.kubernetes.io/revision': '7',
      'somebody.else/note': 'not from the manifest',
    }
    Object.assign(manifest.metadata, { uid: 'u', resourceVersion: '1', generation: 3, creationTimestamp: 'now' })
    manifest.metadata.finalizers ??= ['kubernetes.io/pvc-protection']
    manifest['status'] = { anything: 1 }
  }

  test.each(adopted)('%s, living', name => {
    const all = structuredClone(february(name)) as Manifest[]
    for (const manifest of all as unknown as Edited[]) {
      lives(manifest)
      const container = manifest.kind === 'Deployment' ? main(manifest.spec) : undefined
      if (container === undefined) continue
      Object.assign(container, { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' })
      container.imagePullPolicy ??= /:(?!latest$)[^/]+$/.test(container.image) ? 'IfNotPresent' : 'Always'
      manifest.spec.strategy ??= { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } }
      manifest.spec.template.spec.restartPolicy = 'Always'
    }
    const { stops, unexplained } = compared(name, all)
    expect({ stops: stops.map(({ seen }) => line(seen)), unexplained: unexplained.map(line) }).toEqual({
      stops: [],
      unexplained: [],
    })
  })

  test('a claim that is bound: its class and its volume came from the cluster', () => {
    const bound = edit(
      'PersistentVolumeClaim',
      ({ spec, metadata }) => {
        metadata.uid = 'u'
        Object.assign(spec, { storageClassName: 'standard', volumeName: 'pvc-1', volumeMode: 'Filesystem' })
      },
      'navidrome-data',
    )
    expect(compared('navidrome', changed('navidrome', bound))).toMatchObject({ stops: [], unexplained: [] })
  })

  test('what somebody wrote into a claim is none of that: an empty class, a volume by its name', () => {
    const written = (fields: object): readonly string[] => {
      const said = edit('PersistentVolumeClaim', ({ spec }) => Object.assign(spec, fields), 'navidrome-data')
      return compared('navidrome', changed('navidrome', said)).stops.map(({ seen }) => line(seen))
    }
    const claim = 'PersistentVolumeClaim navidrome-data'
    expect(written({ volumeName: 'mine' })).toEqual([`${claim} spec.volumeName`])
    expect(written({ storageClassName: '' })).toEqual([`${claim} spec.storageClassName`])
  })

  test('the API drops the empty class of a volume', () => {
    const dropped = edit('PersistentVolume', ({ spec }) => delete spec.storageClassName)
    expect(compared('navidrome', changed('navidrome', dropped))).toMatchObject({ stops: [], unexplained: [] })
  })

  test('the hash that Kiwix’s watcher wrote is left as it is by syncs', () => {
    const hashed = edit('Deployment', each => (each.metadata.annotations['kiwix.blumeops/zim-hash'] = 'abc'))
    const { unexplained, explained } = compared('kiwix', changed('kiwix', hashed))
    expect(unexplained).toEqual([])
    expect(explained.at(-1)?.seen.map(line)).toEqual([
      'Deployment kiwix metadata.annotations["kiwix.blumeops/zim-hash"]',
    ])
  })
})

// biome-ignore lint/suspicious/noExplicitAny: what is put wrong on purpose may be anywhere in a manifest
type Edited = any

function main(spec: Edited): Edited {
  return spec.template.spec.containers.at(-1)
}

/** Does something to the objects of a kind, or to the one of a name. */
function edit(kind: string, change: (manifest: Edited) => unknown, name?: string): (manifest: Edited) => void {
  return manifest => {
    if (manifest.kind === kind && (name === undefined || manifest.metadata.name === name)) change(manifest)
  }
}

function changed(name: string, change: (manifest: Edited) => void): readonly Manifest[] {
  const all = structuredClone(february(name)) as Manifest[]
  for (const manifest of all) change(manifest)
  return all
}
