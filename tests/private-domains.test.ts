/** Several private domains, and several proxies: each expectation by hand. */

import { asLoginInFront, type hostService } from '@homelab/ansible-gen'
import { domain, type Estate, endpoint, external, type Needs, ownUrl, service, tcp, type Way } from '@homelab/estate'
import { lookup, type Resolved, resolvedOf } from '@homelab/estate/model'
import { evaluatedRules } from '@homelab/observability/render'
import { type Plan, plan, runText } from '@homelab/plan'
import { compared } from '@homelab/synth/diff'
import { impactLines, impactOf } from '@homelab/synth/impact'
import { reached, tailnetOf } from '@homelab/tailnet/render'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { privateNames } from '../packages/pulumi/src/index.ts'
import { proxyAddress } from '../packages/synth/src/stack/address.ts'
import annex, { oneProxy } from './fixtures/annex/estate.ts'
import { annex as annexHost, house } from './fixtures/annex/places.ts'
import { draft, photos, wiki } from './fixtures/annex/services/apps.ts'
import { both, front, side } from './fixtures/annex/services/caddy.ts'
import croft from './fixtures/croft/apps/croft/estate.ts'
import { openFindings, render } from './support/render.ts'

const two = render(annex)
const one = render(oneProxy)

test('nothing is found', () => {
  expect(openFindings(two.findings)).toEqual([])
  expect(openFindings(one.findings)).toEqual([])
})

test('each route says its domain, and each service those that it serves', () => {
  const { domains, routes, services } = resolvedOf(annex)
  expect(domains.map(({ name, kind, suffix }) => [name, kind, suffix])).toEqual([
    ['tailnet', 'tailnet', 'tail.example.net'],
    ['ops', 'ops', 'in.house.example'],
    ['annex', 'ops', 'annex.house.example'],
  ])
  expect(routes.map(({ domain, url }) => [domain, url])).toEqual([
    ['ops', 'https://wiki.in.house.example'],
    ['annex', 'https://draft.annex.house.example:9443'],
    ['ops', 'https://photos.in.house.example'],
    ['annex', 'https://photos.annex.house.example'],
    ['annex', 'tcp://tables.annex.house.example:6432'],
  ])
  expect(services.flatMap(({ name, serves }) => (serves.length > 0 ? [[name, ...serves]] : []))).toEqual([
    ['front', 'ops'],
    ['side', 'annex'],
  ])
})

/** Where the sites of a Caddyfile answer, each with the names that it knows. */
function sitesOf(text: string): Readonly<Record<string, readonly string[]>> {
  const sites = text.matchAll(/^([*:\w][^\n]*) \{\n([\s\S]*?)^\}/gm)
  return Object.fromEntries(
    [...sites].map(([, head = '', body = '']) => [
      head,
      [...body.matchAll(/host (\S+)/g)].map(([, name = '']) => name),
    ]),
  )
}

describe('Caddyfiles', () => {
  test('one proxy has sites of both domains, each with its own names, on its own ports', () => {
    const text = one.files.get('caddy/Caddyfile') ?? ''
    expect(sitesOf(text)).toEqual({
      '*.in.house.example': ['wiki.in.house.example', 'photos.in.house.example'],
      'in.house.example': [],
      '*.annex.house.example': ['photos.annex.house.example'],
      '*.annex.house.example:8443': ['draft.annex.house.example'],
      'annex.house.example': [],
      ':443, :8443': [],
    })
    // A certificate for each wildcard on each port, and for each base.
    expect(text.split('dns gandi {env.DNS_TOKEN}')).toHaveLength(1 + 5)
    expect(text).toContain('Use a subdomain, for example wiki.in.house.example.')
    expect(text).toContain('Use a subdomain, for example photos.annex.house.example.')
    expect([...one.files.keys()].filter(path => path.startsWith('caddy/'))).toEqual(['caddy/Caddyfile'])
  })

  test('each of two holds its own routes alone', () => {
    expect(sitesOf(two.files.get('caddy/Caddyfile') ?? '')).toEqual({
      '*.in.house.example': ['wiki.in.house.example', 'photos.in.house.example'],
      'in.house.example': [],
      ':443': [],
    })
    const side = two.files.get('caddy/side/Caddyfile') ?? ''
    expect(sitesOf(side)).toEqual({
      '*.annex.house.example': ['photos.annex.house.example'],
      '*.annex.house.example:9443': ['draft.annex.house.example'],
      'annex.house.example': [],
      ':443, :9443': [],
    })
    expect(side).toMatch(/:6432 \{\n\t+route \{\n\t+proxy localhost:5432/)
    expect(two.files.get('ansible/roles/side/templates/Caddyfile.j2')).toContain('*.annex.house.example:9443 {')
    expect(two.files.get('ansible/roles/side/templates/Caddyfile.j2')).not.toContain('in.house.example')
    expect(two.files.get('ansible/roles/front/templates/Caddyfile.j2')).not.toContain('annex.house.example')
  })
})

interface Resource {
  readonly properties: { readonly name: string; readonly values: readonly string[] }
}

function recordsOf(files: ReadonlyMap<string, string>): readonly string[] {
  const { resources } = parse(files.get('pulumi/dns/Pulumi.yaml') ?? '') as { resources: { [name: string]: Resource } }
  return Object.values(resources).map(({ properties: { name, values } }) => `${name} ${values.join(' ')}`)
}

test('the proxy of `ops` is the first, in whichever order they are listed', () => {
  const { files } = render({ ...annex, services: annex.services.toReversed() })
  expect(files.get('caddy/Caddyfile')).toContain('*.in.house.example {')
  expect(files.get('caddy/side/Caddyfile')).toContain('*.annex.house.example {')
})

test('records lead to the host of each proxy, and to one where one serves both', () => {
  const value = (key: string): string => `\${${key}}`
  expect(recordsOf(two.files)).toEqual([
    `*.${value('subdomain')} ${value('targetIp')}`,
    `${value('subdomain')} ${value('targetIp')}`,
    `*.annex ${value('annexTargetIp')}`,
    `annex ${value('annexTargetIp')}`,
  ])
  expect(recordsOf(one.files).slice(2)).toEqual([`*.annex ${value('targetIp')}`, `annex ${value('targetIp')}`])
})

test('dnsmasq leads the names of each domain to the host of its proxy', () => {
  const answers = (files: ReadonlyMap<string, string>) =>
    (files.get('ansible/roles/names/templates/private-names.conf.j2') ?? '').split('\n').filter(line => /=/.test(line))
  const local = ['local=/in.house.example/', 'address=/in.house.example/192.0.2.40', 'local=/annex.house.example/']
  expect(answers(two.files)).toEqual([...local, 'address=/annex.house.example/192.0.2.41'])
  expect(answers(one.files)).toEqual([...local, 'address=/annex.house.example/192.0.2.40'])
})

function reachedIn(resolved: Resolved, from: string, to: string): readonly string[] {
  const tailnet = tailnetOf(resolved)
  if (tailnet === undefined) throw new Error('no policy')
  return reached(resolved, tailnet, { from, to }).rows.map(row => `${row.to} ${row.protocol}:${row.ports}`)
}

describe('the policy of the tailnet', () => {
  const resolved = resolvedOf(annex)

  test('who needs a name reaches its proxy, on its port, and not the other', () => {
    expect(reachedIn(resolved, 'house', 'draft')).toEqual(['annex tcp:9443'])
    expect(reachedIn(resolved, 'house', 'tables')).toEqual([])
    expect(reachedIn(resolved, 'annex', 'wiki')).toEqual(['house tcp:443'])
    const flows = resolved.flows.filter(({ origin }) => origin === 'need')
    expect(flows.map(({ from, address }) => [from, address.via, address.url])).toEqual([
      ['wiki', 'ops', 'https://draft.annex.house.example:9443'],
      ['draft', 'ops', 'https://wiki.in.house.example'],
    ])
  })

  test('each audience reaches the ports of its own names on each proxy', () => {
    expect(reachedIn(resolved, 'lap', 'annex')).toEqual(['annex tcp:443'])
    expect(reachedIn(resolved, 'lap', 'house')).toEqual(['house tcp:443'])
    // Whoever runs the estate is a member, too.
    expect(reachedIn(resolved, 'desk', 'annex').toSorted()).toEqual([
      'annex tcp:443',
      'annex tcp:6432',
      'annex tcp:9443',
    ])
    expect(reachedIn(resolved, 'desk', 'photos').toSorted()).toEqual(['annex tcp:443', 'house tcp:443'])
  })

  test('what each proxy carries is told of it alone, and a port of TCP is open on its host', () => {
    const tailnet = tailnetOf(resolved)
    if (tailnet === undefined) throw new Error('no policy')
    const { through } = reached(resolved, tailnet, { from: 'desk' })
    expect(through.map(({ by, port, names }) => [by, port, ...names.map(({ service }) => service)])).toEqual([
      ['front', 443, 'wiki', 'photos'],
      ['side', 9443, 'draft'],
      ['side', 443, 'photos'],
      ['side', 6432, 'tables'],
    ])
    const isOpen = (host: string): boolean =>
      tailnet.inventory.endpoints.some(
        one => one.kind === 'device' && one.name === host && one.ports?.some(({ port }) => port === 6432) === true,
      )
    expect([isOpen('house'), isOpen('annex')]).toEqual([false, true])
  })

  test('a port of TCP is taken on the host of its own proxy', () => {
    const found = (at: typeof house): readonly string[] => {
      const own = { title: 'Other', summary: 'another database', ports: { sql: tcp(6432) }, workload: external(at) }
      const other = service(import.meta, 'other', own)
      return openFindings(render({ ...annex, services: [...annex.services, other] }).findings)
    }
    expect(found(house)).toEqual([])
    expect(found(annexHost).join()).toMatch(/duplicate-port/)
  })

  test('a port of one proxy is not opened with that of another by a tag that both have', () => {
    const tagged = (estate: Estate): Estate => ({
      ...estate,
      hosts: estate.hosts.map(host =>
        host.tailnet?.by === 'tags'
          ? { ...host, tailnet: { by: 'tags', tags: ['tag:home', ...host.tailnet.tags] } }
          : host,
      ),
      ...(estate.tailnet && {
        tailnet: {
          ...estate.tailnet,
          tags: [...(estate.tailnet.tags ?? []), { tag: 'tag:home', owners: ['autogroup:admin'] }],
        },
      }),
      // Of the annex all is for who runs it, on the port where the house has what is for all.
      services: estate.services.map(each =>
        each.name === 'side'
          ? { ...each, props: { ...each.props, audiences: { members: 'https', admins: 'https' } } }
          : each.name === 'photos'
            ? { ...each, props: { ...each.props, routes: { ops: { port: 'http', audience: 'members' } } } }
            : each,
      ),
    })
    const shared = render(tagged(annex))
    expect(openFindings(shared.findings)).toEqual([])
    const policy = shared.files.get('tailscale/policy.hujson') ?? ''
    expect(policy).toContain('{"src": ["autogroup:member"], "dst": ["tag:house"], "ip": ["tcp:443"]}')
    expect(policy).toContain('{"src": ["autogroup:admin"], "dst": ["tag:annex"], "ip": ["tcp:443"]}')
    expect(policy).toContain('"deny": ["tag:annex:443", "tag:annex:6432"]')
    expect(reachedIn(shared.resolved, 'lap', 'annex')).toEqual([])
  })
})

/** The estate with other services in place of those of their names. */
function changed(base: Estate, ...by: readonly Estate['services'][number][]): Estate {
  return { ...base, services: base.services.map(each => by.find(({ name }) => name === each.name) ?? each) }
}

async function planOf(
  before: Estate,
  after: Estate,
): Promise<Plan & Record<'dangers' | 'told' | 'ofCaddy', readonly string[]>> {
  const revision = (title: string, of: Estate) => {
    const files = [...render(of).files].map(([path, text]) => [path, { text, executable: false }] as const)
    return { title, sources: new Map(), rendered: new Map(files) }
  }
  const { changes, estates } = await compared(revision('before', before), revision('after', after), annex.parts)
  const [was, is] = [estates.before, estates.after]
  if (was === undefined || is === undefined) throw new Error('an estate is missing')
  const dangers = changes.flatMap(({ system, subject, danger, why }) =>
    danger === 'opens' || danger === 'stops' ? [`${danger} ${system} ${subject}: ${why}`] : [],
  )
  const told = changes.map(({ system, subject, kind }) => `${system} ${subject} ${kind}`)
  const ofCaddy = changes.flatMap(({ system, subject, danger }) =>
    system === 'caddy' && danger !== undefined ? [`${danger} ${subject}`] : [],
  )
  return { ...plan(changes, was, is, annex.parts, evaluatedRules(is)), dangers, told, ofCaddy }
}

const roles = ({ steps }: Plan): readonly string[] =>
  steps.flatMap(({ id }) => (/\/role\/.*#apply$/.test(id) ? [id] : []))

describe('a rollout', () => {
  const only = (domain: 'ops' | 'annex') =>
    ({ ...photos, props: { ...photos.props, routes: { ops: { port: 'http', domain, audience: 'members' } } } }) as const

  test('a name that comes is served by the role of its own proxy', async () => {
    const inAnnex = await planOf(changed(annex, only('ops')), annex)
    expect(roles(inAnnex)).toEqual(['side/role/side#apply'])
    const inHouse = await planOf(changed(annex, only('annex')), annex)
    expect(roles(inHouse)).toEqual(['front/role/front#apply'])
    const [step] = inHouse.steps.filter(({ id }) => id === 'front/role/front#apply')
    expect(step?.watch.flatMap(watch => (watch.by === 'probe' ? watch.url : []))).toContain(
      'https://photos.in.house.example/',
    )
  })

  test('a name that goes ends at its own proxy', async () => {
    const plan = await planOf(annex, changed(annex, only('ops')))
    expect(roles(plan)).toEqual(['side/role/side#apply'])
    const [step] = plan.steps.filter(({ id }) => id === 'side/role/side#apply')
    expect(step?.interrupts.map(({ who, lasts }) => [who, lasts])).toContainEqual([
      ['whoever uses https://photos.annex.house.example'],
      'for good',
    ])
    expect(step?.run && runText(step.run)).toContain('playbooks/annex.yml --tags side')
  })

  test('of names of both each is watched, and said to end, where it is served', async () => {
    const without = changed(annex, { ...photos, props: { ...photos.props, routes: {} } })
    const names = ({ steps }: Plan, of: string): readonly string[] => {
      const { watch = [], interrupts = [] } = steps.find(({ id }) => id === `${of}/role/${of}#apply`) ?? {}
      const text = JSON.stringify([watch, interrupts.flatMap(({ who }) => who)])
      return [...new Set(text.match(/photos\.\w+\.house\.example/g))]
    }
    const [come, gone] = [await planOf(without, annex), await planOf(annex, without)]
    expect([names(come, 'front'), names(gone, 'front')]).toEqual([
      ['photos.in.house.example'],
      ['photos.in.house.example'],
    ])
    expect([names(come, 'side'), names(gone, 'side')]).toEqual([
      ['photos.annex.house.example'],
      ['photos.annex.house.example'],
    ])
  })

  test('of a domain that comes with its proxy no record leads anywhere before that serves it', async () => {
    const { annex: _, ...domains } = annex.domains
    const alone = changed({ ...annex, domains }, only('ops'), {
      ...wiki,
      props: { ...wiki.props, needs: (): Needs => [] },
    })
    const before = { ...alone, services: alone.services.filter(({ name }) => !/^(side|draft|tables)$/.test(name)) }
    expect(openFindings(render(before).findings)).toEqual([])
    const plan = await planOf(before, annex)
    expect(roles(plan)).toContain('side/role/side#apply')
    expect(roles(plan)).not.toContain('front/role/front#apply')
    const records = plan.steps.find(({ id }) => id === 'dns#apply')
    const because = 'nobody is led to draft.annex.house.example and 2 more before it is served'
    expect(records?.after).toContainEqual({ step: 'side/role/side#apply', because })
    expect(records?.after.map(each => each.step)).not.toContain('front/role/front#apply')
  })

  test('of a domain that goes with its proxy no record leads anywhere when that ends, and its names are said to', async () => {
    const { annex: _, ...domains } = annex.domains
    const alone = changed({ ...annex, domains }, only('ops'), {
      ...wiki,
      props: { ...wiki.props, needs: (): Needs => [] },
    })
    const plan = await planOf(annex, {
      ...alone,
      services: alone.services.filter(({ name }) => !/^(side|draft|tables)$/.test(name)),
    })
    const stop = plan.steps.find(({ id }) => id === 'side/unit/caddy#stop')
    const because = 'nobody is led to draft.annex.house.example and 2 more when it is served no longer'
    expect(stop?.after).toContainEqual({ step: 'dns#apply', because })
    expect(stop?.interrupts.map(({ who }) => who.join())).toEqual([
      'side',
      'whoever uses https://draft.annex.house.example:9443',
      'whoever uses https://photos.annex.house.example',
      'whoever uses tcp://tables.annex.house.example:6432',
    ])
    // Of what is no page nobody asks for one.
    expect(plan.tests.filter(({ by }) => by.includes('tcp://'))).toEqual([])
  })

  test('a domain that moves is served by its new proxy before records lead there, and by its old one until then', async () => {
    // All of its names stay as they are.
    const named = ({ name, props }: typeof front): typeof front => ({
      ...front,
      ...{ name, props: { ...props, audiences: { members: 'https', admins: 'https' } } },
    })
    const [apart, together] = [changed(annex, named(front), named(side)), changed(oneProxy, named(both))]
    const after = ({ steps }: Plan, id: string): readonly string[] =>
      steps.find(each => each.id === id)?.after.map(({ step }) => step) ?? []
    const joined = await planOf(apart, together)
    expect(after(joined, 'dns#apply')).toContain('front/role/front#apply')
    expect(after(joined, 'side/unit/caddy#stop')).toContain('dns#apply')
    const parted = await planOf(together, apart)
    expect(after(parted, 'dns#apply')).toContain('side/role/side#apply')
    expect(after(parted, 'front/role/front#apply')).toContain('dns#apply')
  })

  test('a file is that of its own proxy, whatever that is called', async () => {
    const called = { ...side, name: 'caddy' }
    const base = { ...annex, services: annex.services.map(each => (each.name === 'side' ? called : each)) }
    expect(roles(await planOf(changed(base, only('annex')), base))).toEqual(['front/role/front#apply'])
    expect(roles(await planOf(changed(base, only('ops')), base))).toEqual(['caddy/role/caddy#apply'])
  })

  test('a proxy that takes its file over does so whatever another one does, and one that goes does not', async () => {
    const restarting = (proxy: typeof side): typeof side => {
      const workload = proxy.props.workload as ReturnType<typeof hostService>
      const programs = workload.programs?.map(
        ({ reload: _, ...program }: (typeof workload.programs)[number] & { reload?: unknown }) => program,
      )
      return { ...proxy, props: { ...proxy.props, workload: { ...workload, programs } as typeof workload } }
    }
    const moved = { ...draft, props: { ...draft.props, workload: external(house) } }
    const changedBy = async (proxy: typeof side): Promise<readonly string[]> => {
      const before = changed(annex, restarting(proxy))
      return [...new Set((await planOf(before, changed(before, moved))).ofCaddy)]
    }
    expect(await changedBy(front)).toEqual(['reloads route draft.annex.house.example'])
    expect(await changedBy(side)).toEqual(['restarts route draft.annex.house.example'])
    const gone = await planOf(annex, oneProxy)
    expect(gone.ofCaddy).not.toContainEqual(expect.stringMatching(/global options|site :443, :9443|stops site :/))
    expect(gone.ofCaddy).toContain('stops site *.annex.house.example:9443')
  })

  test('what moves to a domain of other people opens there, and ends here', async () => {
    const moved = (domain: 'ops' | 'annex', audience: 'members' | 'admins') =>
      ({ ...draft, props: { ...draft.props, routes: { ops: { port: 'http', domain, audience } } } }) as const
    const plan = await planOf(annex, changed(annex, moved('ops', 'members')))
    expect(roles(plan).toSorted()).toEqual(['front/role/front#apply', 'side/role/side#apply'])
    // The lodger's machine reaches that port already; nobody but who runs the estate reached the other.
    expect(plan.dangers.filter(line => line.startsWith('opens'))).toEqual([
      'opens access lap gains draft: its name lies behind a port that they reach already',
    ])
    expect(plan.dangers).toContainEqual(expect.stringMatching(/^stops caddy route draft\.annex\.house\.example/))
    const opening = plan.steps.filter(({ dangers: all }) => all.some(({ danger }) => danger === 'opens'))
    expect(opening.map(({ id }) => id)).toEqual(['front/role/front#apply'])
  })

  test('where a name opens is said by the step of who serves it from then on', async () => {
    const at = (domain: 'ops' | 'annex', audience: 'members' | 'admins') =>
      changed(annex, { ...wiki, props: { ...wiki.props, routes: { ops: { port: 'http', domain, audience } } } })
    const plan = await planOf(at('ops', 'admins'), at('annex', 'members'))
    const opening = plan.steps.filter(({ dangers: all }) => all.some(({ danger }) => danger === 'opens'))
    expect(plan.told).toContain('access lap gains wiki added')
    expect(opening.map(({ id }) => id)).toContain('side/role/side#apply')
    expect(opening.map(({ id }) => id)).not.toContain('front/role/front#apply')
  })

  test('and back again is lost, while the policy stays', async () => {
    const wider = (audience: 'members' | 'admins') =>
      changed(annex, { ...wiki, props: { ...wiki.props, routes: { ops: { port: 'http', audience } } } })
    const narrowed = await planOf(wider('members'), wider('admins'))
    expect(narrowed.told.filter(line => line.startsWith('access'))).toEqual(['access lap loses wiki removed'])
    const widened = await planOf(wider('admins'), wider('members'))
    expect(widened.told.filter(line => line.startsWith('access'))).toEqual(['access lap gains wiki added'])
    // Nobody is told twice of what the policy opens.
    const first = await planOf(
      changed(annex, only('ops')),
      changed(annex, {
        ...photos,
        props: { ...photos.props, routes: { ops: { port: 'http', domain: 'annex', audience: 'admins' } } },
      }),
    )
    expect(first.told.filter(line => line.startsWith('access'))).toEqual(['access lap loses photos removed'])
  })

  test('what the policy opens is told of the policy alone', async () => {
    const inAnnex = (audience: 'members' | 'admins') =>
      changed(annex, {
        ...photos,
        props: { ...photos.props, routes: { ops: { port: 'http', domain: 'annex', audience } } },
      })
    const { told } = await planOf(inAnnex('admins'), inAnnex('members'))
    expect(told.filter(line => /^(access|tailnet .*(gains|loses))/.test(line))).toEqual([
      'tailnet desk, lap gains tcp:443 on annex added',
    ])
  })
})

/** The lines of a page that stand between fences. */
function commandsOf(page: string): readonly string[] {
  return [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, body = '']) => body.trim().split('\n'))
}

test('guides ask, and play, each proxy', () => {
  const lockout = commandsOf(two.files.get('docs/guides/tailnet-lockout.md') ?? '')
  expect(lockout.filter(line => line.startsWith('curl'))).toEqual([
    'curl --resolve wiki.in.house.example:443:192.0.2.40 https://wiki.in.house.example',
    'curl --resolve draft.annex.house.example:9443:192.0.2.41 https://draft.annex.house.example:9443',
  ])
  const add = two.files.get('docs/guides/add-a-service.md') ?? ''
  expect(add.match(/^A new `ops` route.* has its new file/gm)).toEqual([
    'A new `ops` route of `ops` is served when [[front|Front]] has its new file',
    'A new `ops` route of `annex` is served when [[side|Side]] has its new file',
  ])
  expect(commandsOf(add).filter(line => /--tags (front|side)/.test(line))).toEqual([
    '(cd dist/ansible && ansible-playbook playbooks/house.yml --tags front)',
    '(cd dist/ansible && ansible-playbook playbooks/annex.yml --tags side)',
  ])
  const one_ = one.files.get('docs/guides/add-a-service.md') ?? ''
  expect(one_).toContain('A new `ops` route of `ops` or `annex` is served when [[front|Front]] has its new file')
})

test('what ends is taken out of its own proxies', () => {
  const played = ({ files }: typeof two, service: string): readonly string[] => {
    const [, section = ''] = (files.get(`docs/services/${service}.md`) ?? '').split('\n## Retire\n')
    return [...(section.split('\n## ')[0] ?? '').matchAll(/--tags (\w+)/g)].map(([, role = '']) => role)
  }
  expect(['wiki', 'draft', 'photos'].map(name => played(two, name))).toEqual([['front'], ['side'], ['front', 'side']])
  expect(['wiki', 'draft', 'photos'].map(name => played(one, name))).toEqual([['front'], ['front'], ['front']])
})

test('what falls with a proxy is what it carries', () => {
  const lines = (asked: string) => impactLines(impactOf(resolvedOf(annex), asked))
  const named = lines('side').filter(line => /house\.example/.test(line))
  expect(named.join('\n')).toMatch(/photos.*photos\.annex\.house\.example.*side is away/)
  expect(named.join('\n')).not.toMatch(/in\.house\.example/)
  // The wiki asks for drafts by a name that is away; those who draft ask for the wiki by another.
  expect(lines('side').filter(line => /^degrades (wiki|draft)/.test(line))).toMatchObject([
    expect.stringMatching(/^degrades wiki: shows drafts/),
    expect.stringMatching(/^degrades draft: is not reached as draft\.annex\.house\.example: side is away/),
  ])
  expect(
    lines('front')
      .filter(line => /^degrades (wiki|draft)/.test(line))
      .join('\n'),
  ).not.toMatch(/shows drafts/)
})

test('a login in front of a name is asked for at its own proxy', () => {
  const guarded = (by: 'front' | 'side') => {
    const portal = { ...photos, name: 'portal', props: { ...photos.props, routes: {} } }
    const asks = asLoginInFront({ path: '/verify', copies: [] })
    const needs = (): Needs => [endpoint(portal, 'http', 'asks who is logged in', asks)]
    const services = annex.services.map(each =>
      each.name === by
        ? { ...each, props: { ...each.props, needs } }
        : each.name === 'draft'
          ? {
              ...each,
              props: {
                ...each.props,
                routes: { ops: { port: 'http', domain: 'annex', audience: 'admins', loginInFront: true as const } },
              },
            }
          : each,
    )
    const { findings, files } = render({ ...annex, services: [...services, portal] })
    return { found: openFindings(findings), side: files.get('caddy/side/Caddyfile') ?? '' }
  }
  expect(guarded('front').found).toContain('unread-option draft routes.ops.loginInFront')
  expect(guarded('side').found).not.toContain('unread-option draft routes.ops.loginInFront')
  expect(guarded('side').side).toMatch(/forward_auth http:\/\/192\.0\.2\.40:8082 \{/)
})

describe('records that no stack makes', () => {
  const byHand = (of: Estate): readonly string[] => {
    const { files, findings } = render(of)
    expect(openFindings(findings)).toEqual([])
    const [, section = ''] = (files.get('docs/guides/bootstrap.md') ?? '').split('\n## Records by hand\n')
    return section.split('\n## ')[0]?.split('\n').filter(Boolean) ?? []
  }
  const elsewhere = domain('ops', 'annex.example.org', 'example.org')
  const withoutNames = { ...annex, services: annex.services.filter(({ name }) => name !== 'names') }
  const { dns: _, ...noStack } = withoutNames

  test('are told of by domain, each with who answers where', () => {
    expect(byHand(annex)).toEqual([])
    expect(byHand({ ...withoutNames, domains: { ...annex.domains, annex: elsewhere } })).toEqual([
      'No stack makes these: make them where their zone is kept, before anything asks for a name below.',
      '- `*.annex.example.org` and `annex.example.org`, in the zone `example.org`: to `annex`, by its address in the tailnet, where [[side|Side]] answers',
    ])
    expect(byHand(noStack).slice(1)).toEqual([
      '- `*.in.house.example` and `in.house.example`, in the zone `house.example`: to `house`, by its address in the tailnet, where [[front|Front]] answers',
      '- `*.annex.house.example` and `annex.house.example`, in the zone `house.example`: to `annex`, by its address in the tailnet, where [[side|Side]] answers',
    ])
  })

  test('are not where a stack states them, and need not be where a server of the house answers', () => {
    const apex = { ...annex.domains, annex: domain('ops', 'house.example', 'house.example') }
    const { dns } = annex
    if (dns === undefined) throw new Error('no zone')
    const record = { resource: 'apex', name: '*', type: 'A', ttlSeconds: 300, values: ['192.0.2.41'] } as const
    expect(byHand({ ...withoutNames, domains: apex })).toHaveLength(2)
    expect(byHand({ ...withoutNames, domains: apex, dns: { ...dns, records: [record] } })).toEqual([])
    expect(byHand({ ...annex, domains: apex })[0]).toBe(
      'No stack makes these: make them where their zone is kept, before anything asks for a name below, or have the network ask a server that answers for them, as [[names|Dnsmasq]] may.',
    )
  })

  test('public ones are among them', () => {
    const { dns: __, ...open } = croft
    const names = resolvedOf(open).routes.filter(({ kind }) => kind === 'public')
    const text = render(open).files.get('docs/guides/bootstrap.md') ?? ''
    expect(names.length).toBeGreaterThan(0)
    for (const { hostname } of names)
      expect(text).toMatch(new RegExp(`^- \`${hostname}\`, in the zone \`croft.example\`: to \\[\\[`, 'm'))
  })
})

test('the address of each proxy is asked for once, when records are made', async () => {
  const asked = (of: Estate) => {
    const resolved = resolvedOf(of)
    if (resolved.dns === undefined) throw new Error('no zone')
    return privateNames(resolved, resolved.dns)
  }
  expect(asked(annex).map(each => [each.domain, each.addressKey, each.addressVariable])).toEqual([
    ['ops', 'targetIp', 'HOUSE_ADDRESS'],
    ['annex', 'annexTargetIp', 'HOUSE_ADDRESS_ANNEX'],
  ])
  expect(asked(oneProxy).map(each => [each.domain, each.addressKey, each.addressVariable])).toEqual([
    ['ops', 'targetIp', 'HOUSE_ADDRESS'],
    ['annex', 'targetIp', 'HOUSE_ADDRESS'],
  ])
  const addresses = { 'house.tail.example.net': '100.64.0.1', 'annex.tail.example.net': '100.64.0.2' }
  const names = (name: string) => Promise.resolve({ address: addresses[name as keyof typeof addresses] })
  const found = (env: Readonly<Record<string, string>>) =>
    Promise.all(asked(annex).map(each => proxyAddress(resolvedOf(annex), each, env, names)))
  expect(await found({})).toEqual(['100.64.0.1', '100.64.0.2'])
  expect(await found({ HOUSE_ADDRESS: '192.0.2.7' })).toEqual(['192.0.2.7', '100.64.0.2'])
  expect(await found({ HOUSE_ADDRESS_ANNEX: '192.0.2.9' })).toEqual(['100.64.0.1', '192.0.2.9'])
})

describe('one of several ways in', () => {
  const told = (way: Way) => {
    const props = { ...photos.props, workload: { ...photos.props.workload, told: ownUrl(way, '/x') } }
    const resolved = resolvedOf(changed(annex, { ...photos, props }))
    const workload = lookup(resolved).service('photos') as { readonly workload?: { readonly told: string } } | undefined
    return [
      workload?.workload?.told,
      resolved.findings.map(({ code }) => code).filter(code => /domain|route/.test(code)),
    ]
  }

  test('is said by its domain', () => {
    expect(told({ domain: 'ops' })).toEqual(['https://photos.in.house.example/x', []])
    expect(told({ domain: 'annex' })).toEqual(['https://photos.annex.house.example/x', []])
    expect(told('ops')).toEqual(['https://photos.in.house.example/x', ['ambiguous-domain']])
    expect(told({ domain: 'attic' })).toEqual(['', ['unreachable-route']])
  })

  test('is told of at each place that leaves it open, and once where two ask by one word', () => {
    const workload = { ...photos.props.workload, told: ownUrl('ops', '/x'), too: ownUrl('ops', '/y') }
    const probes = { health: { port: 'http', path: '/up', via: 'ops' } } as const
    const tile = { title: 'Photos', group: 'House', icon: 'photos', description: 'pictures' }
    const props = { ...photos.props, workload, probes, tile, collects: ['probes', 'tiles'] } as const
    const { findings } = resolvedOf(changed(annex, { ...photos, props }))
    const open = findings.filter(({ code }) => code === 'ambiguous-domain').map(({ where }) => [where.path, where.keys])
    expect(open).toEqual([
      ['workload', ['workload', 'told']],
      ['workload', ['workload', 'too']],
      ['probes.health.via', undefined],
    ])
  })

  test('so are the way of a probe, of an issuer, of the documentation, and back from a login', () => {
    const found = (props: Partial<typeof photos.props>) => {
      const resolved = resolvedOf(changed(annex, { ...photos, props: { ...photos.props, ...props } }))
      const codes = resolved.findings.flatMap(({ code, where }) =>
        /domain|route/.test(code) ? [`${code} ${where.subject} ${where.path}`] : [],
      )
      return { resolved, codes, photos: lookup(resolved).service('photos') }
    }
    const endpoints = { authorization: '/a', token: '/t', userInfo: '/u' } as const
    expect(found({ issuer: { route: { domain: 'annex' }, endpoints } }).photos?.issuer?.url).toBe(
      'https://photos.annex.house.example',
    )
    expect(found({ issuer: { route: 'ops', endpoints } }).codes).toEqual(['ambiguous-domain photos issuer.route'])
    expect(found({ documents: { domain: 'annex' } }).resolved.documentation).toBe('https://photos.annex.house.example')
    expect(found({ documents: 'ops' }).codes).toEqual(['ambiguous-domain photos documents'])
    const probed = (via: Way) => found({ probes: { health: { port: 'http', path: '/up', via } }, collects: ['probes'] })
    expect(probed({ domain: 'annex' }).resolved.outsideProbes).toMatchObject([
      { url: 'https://photos.annex.house.example/up' },
    ])
    expect(probed('ops').codes).toEqual(['ambiguous-domain photos probes.health.via'])
  })

  test('a program goes by the one whose proxy it reaches', () => {
    // Where the house stands in somebody else's network, and in no tailnet, its proxy is reached by nobody of the annex.
    const hosts = annex.hosts.map(({ tailnet: _, ...host }) =>
      host.name === 'house' ? { ...host, platform: 'managed' as const } : host,
    )
    const asks: typeof draft = {
      ...draft,
      props: { ...draft.props, needs: (): Needs => [endpoint(photos, 'http', 'shows pictures')] },
    }
    const { flows } = resolvedOf({ ...changed(annex, asks), hosts })
    const found = flows.filter(({ from, origin }) => from === 'draft' && origin === 'need')
    expect(found.map(({ address }) => address.url)).toEqual(['https://photos.annex.house.example'])
  })
})
