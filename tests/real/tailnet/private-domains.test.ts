/** Who reaches which of two private proxies, decided by headscale's engine and Tailscale's packet filter. */
import { readHujson } from '@homelab/formats'
import { fillPeople, readPolicy } from '@homelab/tailnet'
import { expect, test } from 'vitest'
import annex, { oneProxy } from '../../fixtures/annex/estate.ts'
import { render } from '../../support/render.ts'
import { skipped } from '../tools.ts'
import { builtEngine, decisions } from './engine.ts'
import type { Node } from './random-policies.ts'

const logins = { keeper: 'keeper@example.com', lodger: 'lodger@example.com' }
const users = Object.values(logins)

/** Owned by one of the people, or tagged. */
function node(name: string, last: number, of: Pick<Node, 'tags' | 'user'>): Node {
  return { name, ipv4: `100.64.0.${last}`, ipv6: `fd7a:115c:a1e0::${last}`, routes: [], ...of }
}

const nodes = [
  node('house', 1, { tags: ['tag:house'] }),
  node('annex', 2, { tags: ['tag:annex'] }),
  node('desk', 3, { tags: [], user: 0 }),
  node('lap', 4, { tags: [], user: 1 }),
]
const ports = [22, 443, 6432, 8080, 8081, 8443, 9443]

/** `FROM TO PORT` of all that passes. */
async function passing(engine: string, estate: typeof annex): Promise<readonly string[]> {
  const text = fillPeople(render(estate).files.get('tailscale/policy.hujson') ?? '', logins)
    // The engine knows no roles: one of the two runs the estate.
    .replaceAll('autogroup:admin', logins.keeper)
  const [answer] = await decisions(engine, [
    {
      ...{ policy: readPolicy(readHujson(text).value).policy, users, nodes },
      sources: nodes.map(({ ipv4 }) => ipv4),
      targets: nodes.map(({ ipv4 }, index) => ({ ip: ipv4, at: [index] })),
      traffic: ports.map(port => ({ protocol: 6, port })),
    },
  ])
  if (answer === undefined || 'refused' in answer) throw new Error(answer?.refused ?? 'no answer')
  const all = nodes.flatMap(to => nodes.flatMap(from => ports.map(port => ({ from, to, port }))))
  return all.flatMap(({ from, to, port }, index) =>
    answer.passes[index] === '1' && from !== to ? [`${from.name} ${to.name} ${port}`] : [],
  )
}

test('two proxies: each of the people reaches the ports of their names, and each machine the names that it needs', async context => {
  if (builtEngine === undefined) return context.skip(skipped('go'))
  expect((await passing(builtEngine, annex)).toSorted()).toEqual([
    // What is drafted asks for what is known.
    'annex house 443',
    'desk annex 443',
    'desk annex 6432',
    'desk annex 9443',
    'desk house 443',
    // The wiki shows drafts.
    'house annex 9443',
    'lap annex 443',
    'lap house 443',
  ])
})

test('one proxy: the same ports of one machine', async context => {
  if (builtEngine === undefined) return context.skip(skipped('go'))
  expect((await passing(builtEngine, oneProxy)).toSorted()).toEqual([
    'annex house 443',
    'desk house 443',
    'desk house 6432',
    'desk house 8443',
    'lap house 443',
  ])
})
