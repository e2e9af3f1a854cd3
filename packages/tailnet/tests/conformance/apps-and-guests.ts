import type { Policy } from '../../src/index.ts'
import {
  type Case,
  cases,
  from,
  granting,
  grantsDoc,
  policyDoc,
  type Question,
  sharingDoc,
  targetsDoc,
} from './case.ts'
import { example } from './example.ts'

/** Somebody of another tailnet, with whom the NAS is shared. */
const shared = (
  name: string,
  cite: string,
  policy: Policy,
  question: Question,
  ...answer: readonly string[]
): Case => ({
  name,
  cite,
  policy,
  inventory: { ...example, endpoints: [...example.endpoints, { kind: 'guest', name: 'aunt', machines: ['nas'] }] },
  question,
  answer,
})

export const guestCases: readonly Case[] = [
  shared(
    'a guest reaches what is shared, as far as a rule says',
    policyDoc('autogroups'),
    granting('autogroup:shared', 'tag:nas', '445'),
    from('aunt'),
    'nas *:445',
  ),
  shared(
    'and nothing else, whatever the rule opens',
    sharingDoc('sharing-and-access-rules'),
    granting('autogroup:shared', '*', '*'),
    from('aunt'),
    'nas *:*',
  ),
  shared(
    'any source is guests too',
    targetsDoc('wildcard'),
    granting('*', 'tag:nas', '445'),
    from('aunt'),
    'nas *:445',
  ),
  shared('a guest is no member', policyDoc('autogroups'), granting('autogroup:member', 'tag:nas', '445'), from('aunt')),
  shared(
    'nothing reaches a guest',
    sharingDoc('quarantine'),
    granting('*', '*', '*'),
    { ask: 'permits', from: 'nas', to: 'aunt', protocol: 'tcp', port: 22 },
    'no',
  ),
]

const told = (app: Readonly<Record<string, readonly object[]>>): Policy => ({
  grants: [{ src: ['cal@example.com'], dst: ['tag:cluster'], app }],
})
const kubernetes = 'tailscale.com/cap/kubernetes'
const operator = 'https://tailscale.com/docs/features/kubernetes-operator/how-to/api-server-proxy'
const drive = 'https://tailscale.com/docs/features/taildrive'

export const appCases = cases(
  [
    'the API proxy acts as groups',
    operator,
    told({ [kubernetes]: [{ impersonate: { groups: ['system:masters'] } }] }),
    { ask: 'apps' },
    [
      'cal-laptop cluster as system:masters',
      'cal-laptop svc:docs as system:masters',
      'cal-laptop svc:sql as system:masters',
    ],
  ],
  [
    'shared folders are named, or all of them',
    drive,
    {
      grants: [
        {
          src: ['cal@example.com'],
          dst: ['tag:nas'],
          app: {
            'tailscale.com/cap/drive': [
              { shares: ['media', 'docs'], access: 'ro' },
              { shares: ['*'], access: 'rw' },
            ],
          },
        },
      ],
    },
    { ask: 'apps' },
    'cal-laptop nas media, docs to read; every share to read and write',
  ],
  [
    'what another application is told stands as it is',
    grantsDoc('application-layer-capabilities'),
    {
      grants: [{ src: ['cal@example.com'], dst: ['tag:nas'], app: { 'example.com/cap/backup': [{ mayPrune: true }] } }],
    },
    { ask: 'apps' },
    'cal-laptop nas {"mayPrune":true}',
  ],
  [
    'it opens no port',
    grantsDoc('application-layer-capabilities'),
    told({ [kubernetes]: [{ impersonate: { groups: ['system:masters'] } }] }),
    from('cal-laptop'),
    [],
  ],
  [
    'values that the application does not read',
    operator,
    told({ [kubernetes]: [{ impersonate: { group: 'system:masters' } }] }),
    { ask: 'problems' },
    'grants[0].app',
  ],
  [
    'an app connector is named by a tag',
    'https://tailscale.com/docs/features/app-connectors/how-to/setup',
    {
      grants: [],
      nodeAttrs: [
        {
          target: ['*'],
          app: {
            'tailscale.com/app-connectors': [
              { name: 'media', connectors: ['cal@example.com'], domains: ['example.com', '*.example.com', 'example'] },
            ],
          },
        },
      ],
    },
    { ask: 'problems' },
    ['nodeAttrs[0].app[0].connectors', 'nodeAttrs[0].app[0].domains'],
  ],
)
