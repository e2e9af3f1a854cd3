import type { Policy } from '../../src/index.ts'
import { cases, flow, from, granting, grantsDoc, policyDoc, tagsDoc, targetsDoc } from './case.ts'

const routing = grantsDoc('routing-specifications')
const via = (dst: string, tag: string): Policy => ({
  grants: [{ src: ['tag:proxy'], dst: [dst], ip: ['tcp:443'], via: [tag] }],
})

/** Subnets, exit nodes and `via`. */
export const routingCases = cases(
  [
    'a subnet is a destination by CIDR',
    policyDoc('dst'),
    granting('tag:proxy', '10.20.5.0/24', 'tcp:22'),
    from('proxy'),
    'lab tcp:22',
  ],
  [
    'the router of a subnet is not the subnet',
    policyDoc('subnet-routers-and-exit-nodes'),
    granting('tag:proxy', 'tag:router', 'tcp:22'),
    from('proxy'),
    'router tcp:22',
  ],
  [
    'a subnet does not open its router',
    policyDoc('subnet-routers-and-exit-nodes'),
    granting('tag:proxy', '10.20.0.0/16', 'tcp:22'),
    flow('proxy -> router tcp:22'),
    'no',
  ],
  [
    '* reaches approved subnets',
    targetsDoc('wildcard-selectors'),
    granting('tag:proxy', '*', 'tcp:22'),
    flow('proxy -> lab tcp:22'),
    'yes',
  ],
  ['* from approved subnets', policyDoc('src'), granting('*', 'tag:nas', 'tcp:445'), flow('lab -> nas tcp:445'), 'yes'],
  [
    'the internet through any exit node',
    targetsDoc('autogroupinternet'),
    granting('autogroup:member', 'autogroup:internet', '*'),
    from('cal-laptop'),
    'internet *:*',
  ],
  [
    'autogroup:internet opens no device',
    targetsDoc('autogroupinternet'),
    granting('autogroup:member', 'autogroup:internet', '*'),
    flow('cal-laptop -> exit tcp:22'),
    'no',
  ],
  [
    'access to an exit node is not access to the internet',
    policyDoc('subnet-routers-and-exit-nodes'),
    granting('autogroup:member', 'tag:exit', '*'),
    from('cal-laptop'),
    'exit *:*',
  ],
  [
    'the internet is no source',
    targetsDoc('autogroupinternet'),
    granting('autogroup:internet', 'tag:nas', '*'),
    { ask: 'problems' },
    'grants[0].src',
  ],
  [
    'public addresses are the internet',
    targetsDoc('autogroupinternet'),
    granting('autogroup:member', '198.51.100.0/24', 'tcp:443'),
    from('cal-laptop'),
    'internet tcp:443',
  ],
  [
    'the case of a tag in via is ignored',
    tagsDoc('define-a-tag'),
    via('10.20.0.0/16', 'tag:ROUTER'),
    from('proxy'),
    'lab tcp:443',
  ],
  [
    'via allows through a router with the tag',
    routing,
    via('10.20.0.0/16', 'tag:router'),
    from('proxy'),
    'lab tcp:443',
  ],
  ['via allows through no other router', routing, via('10.20.0.0/16', 'tag:exit'), from('proxy'), []],
  ['via an exit node', routing, via('autogroup:internet', 'tag:exit'), from('proxy'), 'internet tcp:443'],
  ['via takes only tags', routing, via('autogroup:internet', 'ada@example.com'), { ask: 'problems' }, 'grants[0].via'],
)
