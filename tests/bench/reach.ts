import { compile, type Device, type Inventory, type Policy, reach, reachIn, type Tag } from '@homelab/tailnet'

const tag = (at: number): Tag => `tag:t${at % 40}`
const device = (_none: unknown, at: number): Device => ({
  kind: 'device',
  name: `d${String(at).padStart(4, '0')}`,
  identity:
    at % 10 === 0 ? { by: 'owner', owner: `u${at % 7}@example.com` } : { by: 'tags', tags: [tag(at), tag(at * 7)] },
  addresses: [`100.64.${at >> 8}.${at & 255}`],
})
const inventory: Inventory = {
  users: Array.from({ length: 7 }, (_none, at) => ({
    login: `u${at}@example.com`,
    role: at === 0 ? 'owner' : 'member',
  })),
  endpoints: Array.from({ length: 1000 }, device),
}
const policy: Policy = {
  tagOwners: Object.fromEntries(Array.from({ length: 40 }, (_none, at) => [tag(at), []])),
  grants: Array.from({ length: 50 }, (_none, at) => ({
    src: [tag(at), 'autogroup:member'],
    dst: [tag(at * 3), at % 5 === 0 ? '100.64.0.0/24' : tag(at + 1)],
    ip: ['tcp:443', `tcp:${1000 + at}-${2000 + at}`],
    reason: 'a benchmark',
  })),
}

/** The best of some runs, in ms: what the code needs, not what else the machine does. */
function best(times: number, run: () => unknown): number {
  const runs = Array.from({ length: times }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  return Math.min(...runs)
}

/** Who one of 1,000 devices reaches under 50 grants, in milliseconds. */
export function reachMilliseconds(): number {
  return best(5, () => reach(policy, inventory, { from: 'd0001' }))
}

/** All rows between 1,000 devices under 50 grants, in milliseconds. */
export function allPairsMilliseconds(): number {
  return best(2, () => {
    const compiled = compile(policy, inventory)
    return compiled.endpoints.reduce((rows, { name }) => rows + reachIn(compiled, { from: name }).length, 0)
  })
}
