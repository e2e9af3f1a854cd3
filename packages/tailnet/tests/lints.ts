import { type Device, type Inventory, type Lint, lint, type Policy, type Tag } from '../src/index.ts'

export const machine = (name: string, tag: Tag, ...more: readonly Tag[]): Device => ({
  kind: 'device',
  name,
  identity: { by: 'tags', tags: [tag, ...more] },
})
export const inventory: Inventory = {
  users: [{ login: 'ada@example.com', role: 'owner' }],
  endpoints: [
    { kind: 'device', name: 'laptop', identity: { by: 'owner', owner: 'ada@example.com' }, addresses: ['100.64.0.1'] },
    { ...machine('proxy', 'tag:proxy'), addresses: ['100.64.0.2'] },
    { ...machine('nas', 'tag:nas'), addresses: ['100.64.0.3'] },
    {
      kind: 'service',
      name: 'svc:docs',
      tags: ['tag:web'],
      addresses: ['100.64.0.4'],
      ports: [{ protocol: 'tcp', port: 443 }],
    },
  ],
}
/** A policy of which there is nothing to say. */
export const sound: Policy = {
  tagOwners: { 'tag:proxy': [], 'tag:nas': [], 'tag:web': [] },
  grants: [
    { src: ['autogroup:admin'], dst: ['*'], ip: ['*'] },
    { src: ['tag:proxy'], dst: ['tag:web'], ip: ['tcp:443'], reason: 'It serves the web.' },
  ],
}
export const run = (change: Policy, more: Partial<Inventory> = {}): readonly Lint[] =>
  lint({ policy: { ...sound, ...change }, inventory: { ...inventory, ...more }, flows: [] })
/** A line a lint. */
export const brief = (lints: readonly Lint[]): readonly string[] =>
  lints.map(one => {
    switch (one.code) {
      case 'dead-grant':
        return `${one.code} ${one.rule.section}[${one.rule.index}] ${one.side} ${one.selectors.join(',')}${one.whole ? ' whole' : ''}`
      case 'app-without-network':
        return `${one.code} ${one.rule.section}[${one.rule.index}]`
      case 'funnel':
        return `${one.code} ${one.device}`
      case 'dead-ssh-rule':
        return `${one.code} ${one.index} ${one.why}`
      case 'shadowed-grant':
        return `${one.code} ${one.rule.index} by ${one.by.index}`
      case 'unknown-address':
        return `${one.code} ${one.selector} ${one.endpoints.join(',')}`
      case 'unowned-tag':
        return `${one.code} ${one.tag} on ${one.carriedBy.join(',')} in ${one.paths.join(',')}`
      case 'unused-tag':
        return `${one.code} ${one.tag} in ${one.paths.join(',')}`
      case 'vacuous-test':
        return `${one.code} ${one.test} ${one.tag} ${one.path}`
      case 'undefined-group':
      case 'undefined-host':
      case 'undefined-ipset':
      case 'unknown-user':
      case 'unknown-service':
      case 'unknown-domain':
        return `${one.code} ${one.name} in ${one.paths.join(',')}`
      case 'unused-group':
      case 'unused-host':
        return `${one.code} ${one.name}`
      case 'refused-flow':
        return `${one.code} ${one.flow.from} -> ${one.flow.to}`
      case 'unexplained-access':
        return `${one.code} ${one.from} -> ${one.to} ${one.protocol}:${one.ports} by ${one.because.map(({ index }) => index).join(',')}`
      case 'unapproved-host':
        return `${one.code} ${one.host} of ${one.service}`
      case 'policy-problem':
        return `${one.code} ${one.path} ${one.got}`
    }
  })
