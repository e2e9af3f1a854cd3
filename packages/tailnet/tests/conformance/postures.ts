import { present } from '@homelab/formats/present'
import type { Policy, PolicyTest } from '../../src/index.ts'
import { type Case, cases, flow, from, postureDoc } from './case.ts'

const asks = (assertions: readonly string[], more: Policy = {}): Policy => ({
  postures: { 'posture:fit': assertions, 'posture:server': ["node:os == 'linux'"] },
  tagOwners: { 'tag:nas': [], 'tag:proxy': [] },
  grants: [{ src: ['tag:proxy'], dst: ['tag:nas'], ip: ['445'], srcPosture: ['posture:fit'] }],
  ...more,
})
const base = { src: ['tag:proxy'], dst: ['tag:nas'], ip: ['445'] }
const problems = { ask: 'problems' } as const

/** Whether a device with these attributes, and no others, gets through. */
function asked(
  name: string,
  anchor: string,
  assertions: readonly string[],
  srcPostureAttrs: PolicyTest['srcPostureAttrs'],
  isLet: 'let' | 'not let',
): readonly Case[] {
  const assertion = isLet === 'let' ? { accept: ['tag:nas:445'] } : { deny: ['tag:nas:445'] }
  const test = { src: 'tag:proxy', ...present({ srcPostureAttrs }), ...assertion }
  return cases([name, postureDoc(anchor), asks(assertions, { tests: [test] }), { ask: 'tests' }, []])
}

const CONDITIONS = 'device-posture-conditions'

/** What devices must be like. */
export const postureCases: readonly Case[] = [
  asked('a text that is the same', CONDITIONS, ["node:os == 'macos'"], { 'node:os': 'macos' }, 'let'),
  asked('a text that is another', CONDITIONS, ["node:os == 'macos'"], { 'node:os': 'linux' }, 'not let'),
  asked(
    'all assertions must hold',
    CONDITIONS,
    ["node:os != 'ios'", 'custom:tier > 2'],
    { 'node:os': 'linux', 'custom:tier': 2 },
    'not let',
  ),
  asked(
    'versions are compared by their numbers',
    CONDITIONS,
    ["node:tsVersion >= '1.9'"],
    { 'node:tsVersion': '1.40.1' },
    'let',
  ),
  asked('an older version', CONDITIONS, ["node:tsVersion >= '1.40'"], { 'node:tsVersion': '1.9' }, 'not let'),
  asked('one of a list', CONDITIONS, ["node:os IN ['macos', 'linux']"], { 'node:os': 'linux' }, 'let'),
  asked('none of a list', CONDITIONS, ["node:os NOT IN ['macos', 'linux']"], { 'node:os': 'linux' }, 'not let'),
  asked('what is set', CONDITIONS, ['custom:tier IS SET'], { 'custom:tier': 0 }, 'let'),
  asked('what is not', CONDITIONS, ['custom:tier NOT SET'], {}, 'let'),
  asked(
    'an attribute alone must be true',
    CONDITIONS,
    ['node:tsAutoUpdate'],
    { 'node:tsAutoUpdate': false },
    'not let',
  ),
  asked('what is not set is not another either', CONDITIONS, ["node:os != 'macos'"], {}, 'not let'),
  asked('a test that says nothing meets no posture', CONDITIONS, ["node:os == 'macos'"], undefined, 'not let'),
  cases(
    [
      'one of several postures is enough',
      postureDoc('device-posture-conditions'),
      asks(["node:os == 'macos'"], {
        grants: [{ ...base, srcPosture: ['posture:fit', 'posture:server'] }],
        tests: [{ src: 'tag:proxy', srcPostureAttrs: { 'node:os': 'linux' }, accept: ['tag:nas:445'] }],
      }),
      { ask: 'tests' },
      [],
    ],
    [
      'the default holds where a rule has no posture',
      postureDoc('default-source-posture'),
      asks(["node:os == 'macos'"], {
        defaultSrcPosture: ['posture:fit'],
        grants: [base],
        tests: [{ src: 'tag:proxy', srcPostureAttrs: { 'node:os': 'linux' }, deny: ['tag:nas:445'] }],
      }),
      { ask: 'tests' },
      [],
    ],
    [
      'and does not add to one',
      postureDoc('default-source-posture'),
      asks(["node:os == 'macos'"], {
        defaultSrcPosture: ['posture:fit'],
        grants: [{ ...base, srcPosture: ['posture:server'] }],
        tests: [{ src: 'tag:proxy', srcPostureAttrs: { 'node:os': 'linux' }, accept: ['tag:nas:445'] }],
      }),
      { ask: 'tests' },
      [],
    ],
    [
      'what lies behind a subnet router is not asked',
      postureDoc('limitations'),
      asks(["node:os == 'macos'"], { grants: [{ ...base, src: ['10.20.0.0/16'], srcPosture: ['posture:fit'] }] }),
      flow('lab -> nas tcp:445'),
      'yes',
    ],
    [
      'where nothing is known of a device it may get through',
      postureDoc(CONDITIONS),
      asks(["node:os == 'macos'"]),
      from('proxy'),
      'nas *:445',
    ],
    [
      'a posture that is not defined is refused',
      postureDoc(CONDITIONS),
      { grants: [{ ...base, srcPosture: ['posture:none'] }] },
      problems,
      'grants[0].srcPosture',
    ],
    [
      'an assertion without an operator that there is',
      postureDoc(CONDITIONS),
      asks(["node:os ~ 'macos'"]),
      problems,
      'postures.posture:fit',
    ],
    ['a text without quotes', postureDoc(CONDITIONS), asks(['node:os == macos']), problems, 'postures.posture:fit'],
  ),
].flat()
