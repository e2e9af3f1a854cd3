import { cases, flow, from, granting, grantsDoc, policyDoc } from './case.ts'

const capabilities = grantsDoc('network-layer-capabilities')
const web = (...ip: readonly string[]) => granting('tag:proxy', 'tag:nas', ...ip)

/** Protocols and ports of grants. */
export const portCases = cases(
  ['* is every port', capabilities, web('*'), flow('proxy -> nas tcp:8443'), 'yes'],
  ['* is UDP too', capabilities, web('*'), flow('proxy -> nas udp:53'), 'yes'],
  ['* is ICMP too', capabilities, web('*'), flow('proxy -> nas icmp:0'), 'yes'],
  ['* is no other protocol', capabilities, web('*'), flow('proxy -> nas sctp:80'), 'no'],
  ['a port without protocol is TCP', capabilities, web('443'), flow('proxy -> nas tcp:443'), 'yes'],
  ['a port without protocol is UDP', capabilities, web('443'), flow('proxy -> nas udp:443'), 'yes'],
  ['a port is that port alone', capabilities, web('443'), flow('proxy -> nas tcp:444'), 'no'],
  ['a range has its first port', capabilities, web('80-443'), flow('proxy -> nas tcp:80'), 'yes'],
  ['a range has its last port', capabilities, web('80-443'), flow('proxy -> nas tcp:443'), 'yes'],
  ['a range ends', capabilities, web('80-443'), flow('proxy -> nas tcp:444'), 'no'],
  ['tcp is TCP alone', capabilities, web('tcp:443'), flow('proxy -> nas udp:443'), 'no'],
  ['a protocol with a range', capabilities, web('udp:53-60'), flow('proxy -> nas udp:60'), 'yes'],
  ['every port of one protocol', capabilities, web('tcp:*'), flow('proxy -> nas tcp:9'), 'yes'],
  ['every port of one protocol, not of another', capabilities, web('tcp:*'), flow('proxy -> nas udp:9'), 'no'],
  ['a protocol by its number', capabilities, web('6:443'), flow('proxy -> nas tcp:443'), 'yes'],
  ['a protocol without ports', capabilities, web('gre:*'), from('proxy'), 'nas gre:*'],
  ['two names of one protocol', capabilities, web('ip-in-ip:*'), from('proxy'), 'nas ipv4:*'],
  ['ICMP alone', capabilities, web('icmp:*'), flow('proxy -> nas icmp:0'), 'yes'],
  ['ICMP alone is no TCP', capabilities, web('icmp:*'), flow('proxy -> nas tcp:443'), 'no'],
  ['ICMP comes with any other traffic', policyDoc('proto'), web('tcp:443'), flow('proxy -> nas icmp:0'), 'yes'],
  [
    'ICMP does not come without traffic',
    policyDoc('proto'),
    granting('tag:web', 'tag:nas', 'tcp:443'),
    flow('proxy -> nas icmp:0'),
    'no',
  ],
  ['several entries add up', capabilities, web('tcp:22', 'udp:53'), from('proxy'), ['nas tcp:22', 'nas udp:53']],
  [
    'a grant of application capabilities alone opens no port',
    capabilities,
    { grants: [{ src: ['tag:proxy'], dst: ['tag:nas'], app: { 'example.com/cap/edit': [{}] } }] },
    from('proxy'),
    [],
  ],
  [
    'a grant without ip and app is refused',
    capabilities,
    { grants: [{ src: ['tag:proxy'], dst: ['tag:nas'] }] },
    { ask: 'problems' },
    'grants[0]',
  ],
  [
    'a grant without sources is refused',
    grantsDoc('source-selectors'),
    granting([], 'tag:nas', 'tcp:443'),
    { ask: 'problems' },
    'grants[0].src',
  ],
  ['an unknown protocol is refused', capabilities, web('http:80'), { ask: 'problems' }, 'grants[0].ip[0]'],
  ['an unknown protocol opens nothing', capabilities, web('http:80'), from('proxy'), []],
  ['a port above 65535 is refused', capabilities, web('tcp:70000'), { ask: 'problems' }, 'grants[0].ip[0]'],
  ['a range backwards is refused', capabilities, web('90-80'), { ask: 'problems' }, 'grants[0].ip[0]'],
  ['a port of ICMP is refused', policyDoc('proto'), web('icmp:7'), { ask: 'problems' }, 'grants[0].ip[0]'],
  ['protocol 256 is none', capabilities, web('256:*'), { ask: 'problems' }, 'grants[0].ip[0]'],
  ['protocol 0 is none', capabilities, web('0:80'), { ask: 'problems' }, 'grants[0].ip[0]'],
)
