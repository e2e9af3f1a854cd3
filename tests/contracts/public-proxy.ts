import { checksOf } from '@homelab/checkup'
import {
  type Act,
  type Estate,
  known,
  publicProxyOf,
  publicSites,
  type Step,
  type Workload,
  type WorkloadPart,
} from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import { labBehind, type ProxyOf } from '../fixtures/public-proxies/lab.ts'
import { openedOnce } from '../support/opened.ts'
import { openFindings, render } from '../support/render-estate.ts'

/** What a provider of the contract `public-proxy` gives the tests, beside its folder. */
export interface ProvidedProxy {
  readonly name: string
  /** The proxy's machine, ports, workload and parts, for an estate with a forge (logins, refused paths) and static docs. */
  readonly proxy: ProxyOf
  /** What is served according to the rendered files: public host name -> host that requests go to. */
  readonly served: (files: ReadonlyMap<string, string>) => ReadonlyMap<string, string>
  /** The rendered text that tells how a public name is served. */
  readonly how: (files: ReadonlyMap<string, string>, hostname: string) => string
}

/** What every public proxy must do, whoever provides it. What its program does over the rendered files is in `tests/real`. */
export function publicProxyContract({ name, proxy, served, how }: ProvidedProxy): void {
  const estate = labBehind(import.meta, 'contract', proxy)
  const without = labBehind(import.meta, 'contract', { ...proxy, docs: 'private' })
  const { resolved } = openedOnce(estate)
  const edge = resolved.services.find(({ serves }) => serves.includes('public'))
  const runs = edge?.runs
  const said = runs?.publicProxy
  const files = (of: Estate) => render(of).files
  const ofProxy = [...files(estate)].filter(([path]) => path.startsWith(`${said?.rendered ?? '?'}/`))

  describe(`the public proxy: ${name}`, () => {
    test('renders, and nothing is left open', () => {
      const { findings, stopped } = render(estate)
      expect([openFindings(findings), stopped]).toEqual([[], []])
      expect(ofProxy).not.toEqual([])
    })

    test('is found by the kind of its workload', () => {
      const { kind, publicProxy } = proxy.workload as Workload & { readonly publicProxy?: Workload }
      expect(publicProxyOf(resolved.parts, proxy.workload as Workload)?.kinds).toContain(publicProxy?.kind ?? kind)
      expect(
        resolved.parts.some(part => part.contract === 'workload' && (part as WorkloadPart).kinds.includes(kind)),
      ).toBe(true)
    })

    test('serves each public name, and no other', () => {
      const sites = publicSites(resolved)
      expect(sites).toHaveLength(2)
      expect(served(files(estate))).toEqual(new Map(sites.map(({ hostname, upstream }) => [hostname, upstream.host])))
      expect([...served(files(without)).keys()]).toEqual(['forge.lab.example'])
    })

    test('leads to endpoints of the tailnet that are granted, and names no other', () => {
      const granted = new Set(publicSites(resolved).map(({ upstream }) => upstream.host))
      for (const { upstream } of publicSites(resolved)) expect(upstream.via).toBe('tailnet')
      const text = publicSites(resolved)
        .map(({ hostname }) => how(files(estate), hostname))
        .join('\n')
      const named = text.match(/[\w-]+\.tail1234\.ts\.example/g) ?? []
      expect([...new Set(named)].filter(host => !granted.has(host))).toEqual([])
    })

    test('knows which paths are refused, and which take logins', () => {
      const text = how(files(estate), 'forge.lab.example')
      for (const path of ['/swagger', '/user/login', '/user/sign_up', '/user/forgot_password'])
        expect(text).toContain(path)
      expect(how(files(estate), 'docs.lab.example')).not.toContain('/user/login')
    })

    test.each([
      ['status', 'reads'],
      ['logs', 'reads'],
      ['restart', 'restarts'],
      ['stop', 'stops'],
      ['start', 'changes'],
    ] as const)('%s is a step', (does, effect) => {
      const steps = runs?.operations.filter(step => step.to === said?.unit && step.does === does) ?? []
      expect(steps).not.toEqual([])
      for (const each of steps) expect(each.effect).toBe(effect)
      if (effect === 'restarts' || effect === 'stops')
        expect(steps.flatMap(({ interrupts }) => interrupts)).toContain(said?.unit)
    })

    test('is applied by a step of its delivery', () => {
      const applies = runs?.operations.filter(step => step.to === said?.delivery && step.does === 'apply') ?? []
      expect(applies).toHaveLength(1)
      expect(runs?.deliveries.map(({ id }) => id)).toContain(said?.delivery)
      expect(said?.deploy.map(({ run }) => run)).toEqual(applies.map(({ run }) => run))
    })

    test('has a question about what runs', () => {
      const units = [...known(runs?.units ?? []), ...known(runs?.pods ?? [])]
      expect(units.map(({ id }) => id)).toContain(said?.unit)
      expect(runs?.questions.map(({ about }) => about)).toContain(said?.unit)
    })

    test('is asked whether it is well: by its public names, and in its own way', () => {
      const asked = checksOf(resolved).filter(({ service }) => service === 'edge' || service === 'docs')
      const urls = asked.flatMap(({ ask }) => (ask.kind === 'http' ? [ask.url] : []))
      expect(urls).toContain('https://docs.lab.example/')
      const kinds = asked.filter(({ service }) => service === 'edge').map(({ ask }) => ask.kind)
      if (said?.health === undefined) expect(kinds.some(kind => kind === 'command' || kind === 'pods')).toBe(true)
      else expect(urls).toContain(said.health)
    })

    test('can be shut off and brought back, without this repository', () => {
      expect(said?.shutOff.plain).not.toEqual([])
      expect(said?.shutOff.back).not.toEqual([])
      const own = (acts: readonly Act[] | undefined) => acts?.map(({ run }) => run.words[0]) ?? []
      expect(own(said?.shutOff.plain)).not.toContain('mise')
    })

    test('the guides say what it says', () => {
      const page = (path: string): string => files(estate).get(`docs/guides/${path}.md`) ?? ''
      const holds = (path: string, acts: readonly Act[] = []): void => {
        for (const words of acts.map(wordsOf)) expect(page(path)).toContain(words)
      }
      holds('expose-a-service', [...(said?.expose.before ?? []), ...(said?.expose.after ?? [])])
      if (said?.answersAt !== undefined) expect(page('expose-a-service')).toContain(`:443:${said.answersAt}:443`)
      // A record alone leads to it, and whoever serves the zone is told of the names.
      else expect(files(estate).get('pulumi/dns/Pulumi.yaml')).toContain(said?.carriedBy?.target)
      const { task = [], plain = [], back = [], acts = [], rungs = [] } = said?.shutOff ?? {}
      holds('shut-off', [...task, ...plain, ...back, ...acts])
      for (const [index] of rungs.entries()) expect(page('shut-off')).toContain(`| ${index + 1} |`)
      const bans = said?.bans
      holds('public-login-checklist', bans === undefined ? [] : [bans.list, bans.free])
      expect(page('public-login-checklist')).toContain(said?.limits)
      expect(page('public-login-checklist')).toContain(
        bans?.loginsLog ?? 'The service itself slows down whoever guesses',
      )
      holds('bootstrap', [...(said?.create.before?.acts ?? []), ...(said?.create.acts ?? [])])
      const release = files(estate).get('docs/services/docs.md') ?? ''
      for (const words of [said?.emptyCache ?? []].flat().map(wordsOf)) expect(release).toContain(words)
    })

    test('no secret is in what is rendered', () => {
      for (const [path, text] of ofProxy) expect(text, path).not.toMatch(/PRIVATE KEY|tskey-|password\s*=/i)
    })

    test('carries the web alone', () => {
      const tcp = labBehind(import.meta, 'contract', { ...proxy, ssh: 'public' })
      expect(openFindings(render(tcp).findings)).toContain('public-route-mismatch forge routes.public')
      expect([...served(files(tcp)).keys()]).toEqual([...served(files(estate)).keys()])
    })

    test('is asked for where nobody registers it', () => {
      const parts = proxy.parts.filter(({ contract }) => contract !== 'public-proxy')
      const { findings } = render(labBehind(import.meta, 'contract', { ...proxy, parts }))
      expect(openFindings(findings)).toContain('public-route-mismatch docs routes.public')
    })

    test('its tasks name it', async () => {
      const commands = await publicProxyOf(resolved.parts, proxy.workload as Workload)?.commands?.()
      const at = { service: 'edge', name: said?.name ?? '', hostnames: ['docs.lab.example'] }
      for (const line of commands === undefined ? [] : [commands.shutOff.line(at), commands.shutOff.back(at)])
        expect(line).toContain(at.name)
    })
  })
}

/** Words of a command that no shell changes: enough to find it in a page. */
function wordsOf({ run }: { readonly run: Step['run'] }): string {
  if (run.kind !== 'command') return ''
  const plain = run.words.findIndex(word => typeof word !== 'string' || !/^[\w@%+=:,./-]+$/.test(word))
  return (plain === -1 ? run.words : run.words.slice(0, plain)).join(' ')
}
