import type { SshRule } from '../../src/index.ts'
import { both, type Case, cases, policyDoc, targetsDoc } from './case.ts'
import { open, order, own, rule } from './ssh-policy.ts'

const ssh = (name: string, cite: string, rules: readonly SshRule[], pair: string, ...answer: readonly string[]) => {
  const [start = '', end = ''] = pair.split(' -> ')
  return cases([name, cite, { ...open, ssh: rules }, { ask: 'ssh', from: start, to: end }, answer])
}
const refused = (name: string, cite: string, bad: SshRule, ...answer: readonly string[]) =>
  cases([name, cite, { ...open, ssh: [bad] }, { ask: 'problems' }, answer])

/** Tailscale SSH: rules, and what is refused in them. */
export const sshCases: readonly Case[] = [
  ssh('no rule, no SSH', policyDoc('tailscale-ssh'), [], 'ada-laptop -> web'),
  ssh('to one’s own devices', order, [own], 'ada-laptop -> ada-phone', 'check autogroup:nonroot 12h'),
  ssh('not to devices of another user', order, [own], 'cal-laptop -> ada-phone'),
  ssh('not to tagged devices as one’s own', order, [own], 'ada-laptop -> web'),
  ssh(
    'from a user to a tagged device',
    order,
    [rule('accept', 'autogroup:member', 'tag:web', 'root')],
    'cal-laptop -> web',
    'accept root',
  ),
  ssh(
    'from a group',
    policyDoc('src-1'),
    [rule('accept', 'group:ops', 'tag:web', 'root')],
    'cal-laptop -> web',
    'accept root',
  ),
  ssh(
    'not from outside the group',
    policyDoc('src-1'),
    [rule('accept', 'group:ops', 'tag:web', 'root')],
    'ben-desk -> web',
  ),
  ssh(
    'from a tagged device to a tagged device',
    order,
    [rule('accept', 'tag:proxy', 'tag:web', 'root')],
    'proxy -> web',
    'accept root',
  ),
  ssh(
    'from a tagged device to a user’s, never',
    order,
    [rule('accept', 'tag:proxy', 'cal@example.com', 'root')],
    'proxy -> cal-laptop',
  ),
  ssh('a tagged device can do no check', order, [rule('check', 'tag:proxy', 'tag:web', 'root')], 'proxy -> web'),
  ssh('a tagged device is no member', order, [rule('accept', 'autogroup:member', 'tag:web', 'root')], 'proxy -> web'),
  ssh(
    'the period of a check',
    policyDoc('checkperiod'),
    [{ ...rule('check', 'autogroup:admin', 'tag:web', 'root'), checkPeriod: '20h' }],
    'ben-desk -> web',
    'check root 20h',
  ),
  ssh(
    'a user to himself',
    policyDoc('dst-1'),
    [rule('accept', 'ada@example.com', 'ada@example.com', 'root')],
    'ada-phone -> ada-laptop',
    'accept root',
  ),
  cases([
    'SSH needs access to port 22 as well',
    policyDoc('tailscale-ssh'),
    { ...open, grants: [{ src: ['*'], dst: ['*'], ip: ['tcp:443'] }], ssh: [own] },
    { ask: 'ssh', from: 'ada-laptop', to: 'ada-phone' },
    [],
  ]),
  refused('* is no source of SSH', policyDoc('src-1'), rule('accept', '*', 'tag:web', 'root'), 'ssh[0].src'),
  refused(
    'an address is no source of SSH',
    targetsDoc('ip-address'),
    rule('accept', '100.64.0.11', 'tag:web', 'root'),
    'ssh[0].src',
  ),
  refused(
    '* is no destination of SSH',
    policyDoc('dst-1'),
    rule('accept', 'autogroup:member', '*', 'root'),
    'ssh[0].dst',
  ),
  refused(
    'a role is no destination of SSH',
    targetsDoc('autogrouprole'),
    rule('accept', 'autogroup:member', 'autogroup:admin', 'root'),
    'ssh[0].dst',
  ),
  refused(
    'a group is no destination of SSH',
    targetsDoc('groups'),
    rule('accept', 'autogroup:member', 'group:ops', 'root'),
    'ssh[0].dst',
  ),
  refused(
    'another user is no destination of SSH',
    policyDoc('dst-1'),
    rule('accept', 'cal@example.com', 'ada@example.com', 'root'),
    'ssh[0].src',
  ),
  refused(
    'self wants users',
    targetsDoc('restrictions'),
    rule('accept', 'tag:proxy', 'autogroup:self', 'root'),
    'ssh[0].src',
  ),
  refused('a check wants no tags', order, rule('check', 'tag:proxy', 'tag:web', 'root'), 'ssh[0].src'),
  refused(
    'a period is at most a week',
    both(policyDoc('checkperiod'), 'ssh_results/ssh-malformed-checkperiod-over-max-by-1s'),
    { ...own, checkPeriod: '169h' },
    'ssh[0].checkPeriod',
  ),
  refused(
    'a period is at least a minute',
    policyDoc('checkperiod'),
    { ...own, checkPeriod: '59s' },
    'ssh[0].checkPeriod',
  ),
  refused(
    'a period is a duration',
    both(policyDoc('checkperiod'), 'ssh_results/ssh-malformed-checkperiod-malformed'),
    { ...own, checkPeriod: 'daily' },
    'ssh[0].checkPeriod',
  ),
  refused('a period may be always', policyDoc('checkperiod'), { ...own, checkPeriod: 'always' }),
  refused(
    'a period may be written in full',
    both(policyDoc('checkperiod'), 'ssh_results/ssh-malformed-checkperiod-exact-max'),
    { ...own, checkPeriod: '12h0m0s' },
  ),
  ssh(
    'a Service is no destination: SSH is to devices',
    order,
    [rule('accept', 'tag:proxy', 'tag:cluster', 'root')],
    'proxy -> svc:docs',
  ),
].flat()
