import { cases, flow, from, granting, policyDoc, targetsDoc } from './case.ts'

const own = granting('autogroup:member', 'autogroup:self', '*')

/** `autogroup:self`. */
export const ownDeviceCases = cases(
  ['a user reaches his own devices', policyDoc('autogroups'), own, from('ada-laptop'), 'ada-phone *:*'],
  [
    'a user does not reach devices of another',
    policyDoc('autogroups'),
    own,
    flow('cal-laptop -> ada-laptop tcp:22'),
    'no',
  ],
  [
    'tagged devices are nobody’s own, as destination',
    policyDoc('autogroups'),
    own,
    flow('ada-laptop -> web tcp:22'),
    'no',
  ],
  ['tagged devices have no own devices', policyDoc('autogroups'), own, from('web-db'), []],
  [
    'self is narrowed by the source',
    targetsDoc('restrictions'),
    granting('cal@example.com', 'autogroup:self', 'tcp:22'),
    flow('ada-laptop -> ada-phone tcp:22'),
    'no',
  ],
  [
    'self stands beside other destinations',
    policyDoc('dst'),
    granting('ada@example.com', ['autogroup:self', 'tag:nas'], 'tcp:22'),
    from('ada-phone'),
    ['ada-laptop tcp:22', 'nas tcp:22'],
  ],
  [
    'self wants users as sources, no tag',
    targetsDoc('restrictions'),
    granting('tag:web', 'autogroup:self', 'tcp:22'),
    { ask: 'problems' },
    'grants[0].src',
  ],
  [
    'self wants users as sources, not everybody',
    targetsDoc('restrictions'),
    granting('*', 'autogroup:self', 'tcp:22'),
    { ask: 'problems' },
    'grants[0].src',
  ],
  [
    'self is no source',
    targetsDoc('autogroupself'),
    granting('autogroup:self', 'tag:nas', 'tcp:22'),
    { ask: 'problems' },
    'grants[0].src',
  ],
)
