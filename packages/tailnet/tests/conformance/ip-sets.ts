import { present } from '@homelab/formats/present'
import type { Policy } from '../../src/index.ts'
import { cases, flow, from, ipSetsDoc } from './case.ts'

const sets = (ipsets: Policy['ipsets'], dst = 'ipset:net'): Policy => ({
  hosts: { nas: '100.64.0.20', lab: '10.20.0.0/16' },
  ...present({ ipsets }),
  grants: [{ src: ['tag:proxy'], dst: [dst], ip: ['443'] }],
})
const problems = { ask: 'problems' } as const

/** Sets of addresses that steps add and remove. */
export const ipSetCases = cases(
  ['an address', ipSetsDoc('syntax'), sets({ 'ipset:net': ['100.64.0.21'] }), from('proxy'), 'web *:443'],
  ['a host by its name', ipSetsDoc('syntax'), sets({ 'ipset:net': ['add host:nas'] }), from('proxy'), 'nas *:443'],
  [
    'another set, but for one address',
    ipSetsDoc('operations'),
    sets({ 'ipset:both': ['100.64.0.20/31'], 'ipset:net': ['add ipset:both', 'remove host:nas'] }),
    from('proxy'),
    'web *:443',
  ],
  [
    'steps are taken in order',
    ipSetsDoc('operations'),
    sets({ 'ipset:net': ['remove host:nas', 'add 100.64.0.20/31'] }),
    from('proxy'),
    ['nas *:443', 'web *:443'],
  ],
  [
    'what lies behind a subnet router',
    ipSetsDoc('syntax'),
    sets({ 'ipset:net': ['add host:lab', 'remove 10.20.7.0/24'] }),
    from('proxy'),
    'lab *:443',
  ],
  [
    'but for all of it',
    ipSetsDoc('operations'),
    sets({ 'ipset:net': ['add 10.0.0.0/8', 'remove host:lab'] }),
    from('proxy'),
    [],
  ],
  [
    'the internet, but for a part',
    ipSetsDoc('customize-an-autogroup'),
    sets({ 'ipset:net': ['add autogroup:internet', 'remove 198.51.100.0/24'] }),
    from('proxy'),
    'internet *:443',
  ],
  [
    'as a source',
    ipSetsDoc('references'),
    { ...sets({ 'ipset:net': ['100.64.0.23'] }), grants: [{ src: ['ipset:net'], dst: ['tag:nas'], ip: ['445'] }] },
    flow('proxy -> nas tcp:445'),
    'yes',
  ],
  ['no tags', ipSetsDoc('limitations'), sets({ 'ipset:net': ['tag:nas'] }), problems, 'ipsets.ipset:net'],
  ['no groups', ipSetsDoc('limitations'), sets({ 'ipset:net': ['group:media'] }), problems, 'ipsets.ipset:net'],
  [
    'no other autogroup than the internet',
    ipSetsDoc('limitations'),
    sets({ 'ipset:net': ['add autogroup:member'] }),
    problems,
    'ipsets.ipset:net',
  ],
  [
    'no set within itself',
    ipSetsDoc('limitations'),
    sets({ 'ipset:net': ['add ipset:more'], 'ipset:more': ['add ipset:net'] }),
    problems,
    ['ipsets.ipset:net', 'ipsets.ipset:more'],
  ],
  [
    'a set that removes says what every step does',
    ipSetsDoc('operations'),
    sets({ 'ipset:net': ['10.20.0.0/16', 'remove host:lab'] }),
    problems,
    'ipsets.ipset:net',
  ],
)
