import { present } from '@homelab/formats/present'
import type { Policy } from '../../src/index.ts'
import { both, cases, flow, from, policyDoc } from './case.ts'

const acl = (dst: string, proto?: string): Policy => ({
  acls: [{ action: 'accept', src: ['tag:proxy'], dst: [dst], ...present({ proto }) }],
})

/** The older form of rules. */
export const aclCases = cases(
  ['an ACL has its ports at the destination', policyDoc('dst'), acl('tag:nas:445'), from('proxy'), 'nas *:445'],
  [
    'several ports',
    both(policyDoc('dst'), 'acl_results/acl-a14'),
    acl('tag:nas:80,443'),
    from('proxy'),
    ['nas *:80', 'nas *:443'],
  ],
  [
    'a range of ports',
    both(policyDoc('dst'), 'acl_results/acl-a13'),
    acl('tag:nas:1000-2000'),
    from('proxy'),
    'nas *:1000-2000',
  ],
  ['any port', both(policyDoc('dst'), 'acl_results/acl-a01'), acl('tag:nas:*'), from('proxy'), 'nas *:*'],
  ['any destination', policyDoc('dst'), acl('*:22'), flow('proxy -> cal-laptop tcp:22'), 'yes'],
  [
    'an IPv6 destination in brackets',
    policyDoc('src'),
    acl('[fd7a:115c:a1e0::14]:22'),
    from('proxy'),
    'cal-laptop *:22',
  ],
  [
    'an IPv6 network without',
    both(policyDoc('src'), 'routes_results/routes-i4-ipv6-specific-acl'),
    acl('fd7a:115c:a1e0::/64:22'),
    { ask: 'problems' },
    [],
  ],
  [
    'brackets are for addresses alone',
    policyDoc('src'),
    acl('[fd7a:115c:a1e0::/64]:22'),
    { ask: 'problems' },
    'acls[0].dst[0]',
  ],
  ['without a protocol: TCP and UDP', policyDoc('proto'), acl('tag:nas:53'), flow('proxy -> nas udp:53'), 'yes'],
  [
    'a protocol by name',
    both(policyDoc('proto'), 'acl_results/acl-p05'),
    acl('tag:nas:53', 'udp'),
    from('proxy'),
    'nas udp:53',
  ],
  [
    'a protocol by number',
    both(policyDoc('proto'), 'policytest_results/policytest-proto-numeric'),
    acl('tag:nas:53', '17'),
    from('proxy'),
    'nas udp:53',
  ],
  [
    'a destination without ports is refused',
    both(policyDoc('dst'), 'acl_results/acl-err03'),
    acl('tag:'),
    { ask: 'problems' },
    'acls[0].dst[0]',
  ],
  [
    'what is no accept opens nothing',
    both(policyDoc('action'), 'acl_results/acl-err06'),
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
