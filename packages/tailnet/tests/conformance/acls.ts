import type { Policy } from '../../src/index.ts'
import { cases, flow, from, policyDoc } from './case.ts'

const acl = (dst: string, proto?: string): Policy => ({
  acls: [{ action: 'accept', src: ['tag:proxy'], dst: [dst], ...(proto === undefined ? {} : { proto }) }],
})

/** The older form of rules. */
export const aclCases = cases(
  ['an ACL has its ports at the destination', policyDoc('dst'), acl('tag:nas:445'), from('proxy'), 'nas *:445'],
  ['several ports', policyDoc('dst'), acl('tag:nas:80,443'), from('proxy'), ['nas *:80', 'nas *:443']],
  ['a range of ports', policyDoc('dst'), acl('tag:nas:1000-2000'), from('proxy'), 'nas *:1000-2000'],
  ['any port', policyDoc('dst'), acl('tag:nas:*'), from('proxy'), 'nas *:*'],
  ['any destination', policyDoc('dst'), acl('*:22'), flow('proxy -> cal-laptop tcp:22'), 'yes'],
  [
    'an IPv6 destination in brackets',
    policyDoc('src'),
    acl('[fd7a:115c:a1e0::14]:22'),
    from('proxy'),
    'cal-laptop *:22',
  ],
  ['without a protocol: TCP and UDP', policyDoc('proto'), acl('tag:nas:53'), flow('proxy -> nas udp:53'), 'yes'],
  ['a protocol by name', policyDoc('proto'), acl('tag:nas:53', 'udp'), from('proxy'), 'nas udp:53'],
  ['a protocol by number', policyDoc('proto'), acl('tag:nas:53', '17'), from('proxy'), 'nas udp:53'],
  ['a destination without ports is refused', policyDoc('dst'), acl('tag:'), { ask: 'problems' }, 'acls[0].dst[0]'],
  [
    'what is no accept opens nothing',
    policyDoc('action'),
    { acls: [{ ...acl('tag:nas:445').acls?.[0], action: 'deny' }] } as unknown as Policy,
    from('proxy'),
    [],
  ],
  [
    'grants and ACLs add up',
    'https://tailscale.com/docs/reference/grants-vs-acls',
    { ...acl('tag:nas:445'), grants: [{ src: ['tag:proxy'], dst: ['tag:web'], ip: ['tcp:443'] }] },
    from('proxy'),
    ['nas *:445', 'web tcp:443', 'web-db tcp:443'],
  ],
)
