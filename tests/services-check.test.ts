import { type Check, checksOf, tailnetNames } from '@homelab/checkup'
import { resolvedOf } from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { notProbed, type Probe, probes } from './facts/services-check.ts'
import { objectsIn } from './support/objects.ts'
import { render } from './support/render.ts'

const checks = checksOf(resolvedOf(blumeops))

/** Where the list asks something else than today, and why. */
const differences: Readonly<Record<string, { readonly instead: string; readonly why: string }>> = {
  'borgmatic-metrics': {
    instead: 'indri mcquack.eblume.borgmatic-metrics',
    why: 'no role installs a job of the label that is asked for today',
  },
  'zot-metrics': { instead: 'indri mcquack.eblume.zot-metrics', why: 'likewise' },
  'minikube-metrics': { instead: 'indri mcquack.eblume.minikube-metrics', why: 'likewise' },
  Transmission: {
    instead: 'https://torrent.ops.eblu.me/transmission/web/',
    why: 'asks what the outside probe asks: / answers with a redirect whatever is behind it',
  },
  'prometheus-0': { instead: 'minikube monitoring app=prometheus', why: 'by the selector: no pod is named' },
  'loki-0': { instead: 'minikube monitoring app=loki', why: 'likewise' },
}

test('names that only the tailnet knows: hosts in it and its routes', () => {
  const names = tailnetNames(resolvedOf(blumeops))
  expect(names.filter(name => !name.endsWith('.tail8d86e.ts.net'))).toEqual([])
  expect(names).toEqual(expect.arrayContaining(['indri', 'grafana', 'k8s'].map(name => `${name}.tail8d86e.ts.net`)))
  expect(names).toHaveLength(new Set(names).size)
})

test('each of the 35 probes of today is asked, or something better in its place', () => {
  expect(probes).toHaveLength(35)
  const answers = probes.map(({ name, ...probe }) => {
    const difference = differences[name]
    const found = checks.filter(check =>
      difference === undefined ? covers(check, probe) : check.where === difference.instead,
    )
    return {
      name,
      found: found.length,
      exact: checks.some(check => covers(check, probe)),
      listed: difference !== undefined,
    }
  })
  expect(answers.filter(({ found }) => found !== 1)).toEqual([])
  expect(answers.filter(({ exact, listed }) => exact === listed)).toEqual([])
})

test('what today leaves out is asked as well', () => {
  const asked: Readonly<Record<string, (check: Check) => boolean>> = {
    Caddy: check => isKept(check, 'mcquack.eblume.caddy'),
    Jellyfin: check => isKept(check, 'mcquack.jellyfin'),
    Navidrome: ({ where }) => where === 'https://dj.ops.eblu.me/ping',
    'Docs through Caddy': ({ where }) => where.startsWith('https://docs.ops.eblu.me/'),
    'Alloy in the cluster': ({ service, what }) => service === 'alloy-k8s' && what === 'pods',
    'macos_power.prom': ({ ask }) => ask.kind === 'textfile' && ask.path.endsWith('/macos_power.prom'),
  }
  expect(notProbed.filter(name => !checks.some(check => asked[name]?.(check) === true))).toEqual([])
})

describe('the list follows what is rendered', () => {
  const { files } = render(blumeops)
  const objects = objectsIn(files)

  test('labels of launchd: the property lists of the roles', () => {
    const installed = [...files.keys()].flatMap(path => /\/([\w.-]+)\.plist(\.j2)?$/.exec(path)?.[1] ?? [])
    expect(checks.flatMap(check => labelOf(check) ?? []).sort()).toEqual(installed.sort())
    expect(installed.length).toBeGreaterThan(8)
  })

  test('labels of pods: the selectors of Deployments, StatefulSets and DaemonSets', () => {
    const asked = checks.flatMap(({ ask }) => (ask.kind === 'pods' ? [selector(ask.namespace, ask.labels)] : []))
    const rendered = objects
      .filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind))
      .map(({ metadata: { namespace }, spec }) => selector(namespace, spec.selector.matchLabels))
    expect(rendered.filter(each => !asked.includes(each))).toEqual([])
    expect(rendered.length).toBeGreaterThan(8)
  })

  test('Applications: those that are rendered, each once', () => {
    const asked = checks.flatMap(({ ask }) => (ask.kind === 'delivered' ? [ask.name] : []))
    const rendered = objects.filter(({ kind }) => kind === 'Application').map(({ metadata: { name } }) => name)
    expect(asked.sort()).toEqual(rendered.sort())
  })

  test('routes: every one, once; the API of the cluster through kubectl', () => {
    const { routes } = resolvedOf(blumeops)
    const asked = checks.filter(({ what }) => what.endsWith(' route'))
    const api = routes.filter(({ port, service }) => port === 'api' && service === 'minikube')
    expect(asked).toHaveLength(routes.length - api.length)
    expect(api.map(({ url }) => url)).toEqual(['https://k8s.tail8d86e.ts.net'])
    expect(checks.filter(({ ask }) => ask.kind === 'remote-api')).toHaveLength(1)
  })

  test('text files: those of the collectors, by their own interval', () => {
    const ages = checks.flatMap(({ ask }) =>
      ask.kind === 'textfile' ? [[ask.path.split('/').at(-1), ask.maxAgeSeconds]] : [],
    )
    expect(Object.fromEntries(ages)).toEqual({
      'borgmatic.prom': 7260,
      'jellyfin.prom': 180,
      'macos_power.prom': 120,
      'minikube.prom': 180,
      'zot.prom': 180,
    })
  })
})

test('another estate has its own list: no tailnet, no Fly.io, no launchd', () => {
  const other = checksOf(resolvedOf(minilab))
  const kinds = new Set(other.map(({ ask }) => ask.kind))
  const programs = new Set(other.flatMap(check => wordsOf(check)?.[0] ?? []))
  expect([...programs]).toEqual(['systemctl'])
  expect(kinds.has('pods') && kinds.has('http') && kinds.has('delivered')).toBe(true)
})

function selector(namespace: string | undefined, labels: Readonly<Record<string, string>>): string {
  return `${namespace} ${JSON.stringify(Object.entries(labels).sort())}`
}

/** What is typed on a host, and what the answer must be. */
function wordsOf({ ask }: Check): readonly string[] | undefined {
  return ask.kind === 'command' ? ask.words.map(String) : undefined
}

function labelOf(check: Check): string | undefined {
  const [program, , label] = wordsOf(check) ?? []
  return program === 'launchctl' ? label?.replace('system/', '') : undefined
}

function isKept(check: Check, label: string): boolean {
  const { ask } = check
  return (
    labelOf(check) === label && ask.kind === 'command' && ask.judged.by === 'part' && ask.judged.facts['kept'] === true
  )
}

/** Whether a check asks what a probe of today asks. */
function covers(check: Check, probe: DistributiveOmit<Probe, 'name'>): boolean {
  const { ask, where } = check
  const typed = wordsOf(check)?.join(' ')
  const onIndri = ask.kind === 'command' && ask.on.name === 'indri'
  switch (probe.by) {
    case 'brew':
      return typed === `brew services info ${probe.formula} --json`
    case 'label':
      return labelOf(check) === probe.label
    case 'text file':
      return ask.kind === 'textfile' && ask.path === probe.path
    case 'minikube':
      return onIndri && typed === 'minikube status --profile minikube --output json'
    case 'healthz':
      return probe.from === 'host'
        ? onIndri && typed === 'kubectl --context minikube get --raw /readyz'
        : ask.kind === 'remote-api' && ask.context === probe.context
    case 'http':
      return ask.kind === 'http' && ask.url === probe.url
    case 'postgres':
      return ask.kind === 'postgres' && ask.host === probe.host && ask.port === probe.port
    case 'pod':
      return (
        ask.kind === 'pods' &&
        where.includes(` ${probe.namespace} `) &&
        where.includes(probe.selector ?? `/${probe.pod}`)
      )
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
