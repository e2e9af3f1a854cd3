import { type Check, checksOf, tailnetNames } from '@homelab/checkup'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { objectsIn } from './support/objects.ts'
import { resolvedOnce } from './support/opened.ts'
import { render } from './support/render.ts'

const checks = checksOf(resolvedOnce(blumeops))

test('names that only the tailnet knows: hosts in it and its routes', () => {
  const names = tailnetNames(resolvedOnce(blumeops))
  const { domains, routes } = resolvedOnce(blumeops)
  const suffix = domains.find(({ kind }) => kind === 'tailnet')?.suffix
  expect(names.filter(name => !name.endsWith(`.${suffix}`))).toEqual([])
  const routed = routes.filter(({ kind }) => kind === 'tailnet').map(({ hostname }) => hostname)
  expect(names).toEqual(expect.arrayContaining(routed))
  expect(names).toHaveLength(new Set(names).size)
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
    const { routes } = resolvedOnce(blumeops)
    const asked = checks.filter(({ what }) => what.endsWith(' route'))
    const api = routes.filter(({ port, service }) => port === 'api' && service === 'minikube')
    expect(asked).toHaveLength(routes.length - api.length)
    expect(api).toHaveLength(1)
    expect(checks.filter(({ ask }) => ask.kind === 'remote-api')).toHaveLength(1)
  })

  test('text files: those of the collectors, by their own interval', () => {
    const asked = checks.flatMap(({ ask }) => (ask.kind === 'textfile' ? [[ask.path, ask.maxAgeSeconds] as const] : []))
    const declared = resolvedOnce(blumeops).services.flatMap(({ textfiles }) => textfiles)
    expect(asked.map(([path]) => path).sort()).toEqual(declared.map(({ path }) => path).sort())
    // Two runs may be missed, and one may take long.
    for (const { path, everySeconds } of declared)
      expect(new Map(asked).get(path)).toBeGreaterThanOrEqual(2 * everySeconds)
  })
})

test('another estate has its own list: no tailnet, no Fly.io, no launchd', () => {
  const other = checksOf(resolvedOnce(minilab))
  const kinds = new Set(other.map(({ ask }) => ask.kind))
  const programs = new Set(other.flatMap(check => wordsOf(check)?.[0] ?? []))
  // Docker is asked as root.
  expect([...programs].toSorted()).toEqual(['sudo', 'systemctl'])
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
