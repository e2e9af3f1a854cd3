import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { resolvedOf } from '@homelab/estate/model'
import { policyPath } from '@homelab/tailnet/render'
import { execa } from 'execa'
import { expect, onTestFinished, test, vi } from 'vitest'
import { accessReport } from '../packages/synth/src/stack/access-report.ts'
import { type EarlierPolicy, earlierPolicy } from '../packages/synth/src/stack/earlier-policy.ts'
import words from './findings/valid/tailnet-words.ts'
import { render } from './support/render.ts'

const resolved = resolvedOf(words)
const text = render(words).files.get(policyPath) ?? ''
const logins = { boss: 'ada@example.org', guest: 'guest-of-ada@example.org' }
const filled = text.replaceAll('{{ person:boss }}', logins.boss).replaceAll('{{ person:guest }}', logins.guest)

test('nobody gains or loses by the policy that is there already, with logins or without', () => {
  const same = (earlier: string): string => accessReport(resolved, { text: earlier, source: 'the one before' }, logins)
  expect(same(text)).toBe('Access: nobody gains or loses any, against the one before.\n')
  expect(same(filled)).toBe(same(text))
})

test('who gains and who loses is said, people by their names, within 120 columns', () => {
  const grants = '"grants": [\n{"src": ["tag:server"], "dst": ["tag:nas"], "ip": ["tcp:445"]},'
  const earlier = filled
    .replace(/\{"src": \["autogroup:shared"\][^}]*\},/, '')
    .replace('"ip":  ["tcp:443"],\n\t\t\t"app"', '"ip":  ["tcp:80-443"],\n\t\t\t"app"')
    .replace('"grants": [', grants)
  expect(earlier).not.toBe(filled)
  const report = accessReport(resolved, { text: earlier, source: 'the one before' }, logins)
  expect(report.split('\n')).toEqual([
    'Access, against the one before:',
    '+ aunt gains tcp:443 on nas',
    '- laptop loses tcp:80-442 on server',
    '- server loses tcp:445 on nas',
    '',
  ])
  expect(report).not.toContain('@')
})

test('what is no policy is said, and nothing guessed', () => {
  const report = (earlier: EarlierPolicy | undefined): string => accessReport(resolved, earlier, {})
  expect(report({ text: 'none', source: 'the file' })).toBe('Access: the file is no policy that can be read.\n')
  expect(report(undefined)).toContain('no earlier policy to compare with')
})

/** A repository with a committed policy, and a stand-in of Pulumi that gives this state, or fails. */
async function place(
  state: object | undefined,
): Promise<{ readonly out: string; readonly commit: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'preview-'))
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })
  const program = join(folder, 'bin/pulumi')
  mkdirSync(dirname(program))
  writeFileSync(join(folder, 'state.json'), JSON.stringify(state ?? {}))
  const answer = state === undefined ? 'echo no backend >&2; exit 255' : `cat ${join(folder, 'state.json')}`
  writeFileSync(program, `#!/bin/sh\necho "$@" > ${join(folder, 'words')}\n${answer}\n`)
  chmodSync(program, 0o755)
  vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env['PATH']}`)
  const out = join(folder, 'repository/dist')
  mkdirSync(join(out, dirname(policyPath)), { recursive: true })
  writeFileSync(join(out, policyPath), '{"grants": []}')
  const git = (...rest: string[]) =>
    execa('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...rest], { cwd: dirname(out) })
  return {
    out,
    commit: async () => {
      await git('init', '--quiet')
      await git('add', '.')
      await git('commit', '--quiet', '--message', 'x')
      writeFileSync(join(out, policyPath), '{"grants": [{}]}')
      expect(readFileSync(join(out, policyPath), 'utf8')).not.toBe('{"grants": []}')
    },
  }
}

const stack = resolved.tailnetStack
const ask = (out: string) => {
  if (stack === undefined) throw new Error('no stack')
  return earlierPolicy({ stack, files: {}, env: {}, out })
}
const urn = 'urn:pulumi:tail::lab-tailnet::tailscale:index/acl:Acl::policy'

test('what was applied last is the policy of before', async () => {
  const { out, commit } = await place({ deployment: { resources: [{ urn, outputs: { acl: '{"acls": []}' } }] } })
  await commit()
  expect(await ask(out)).toEqual({ text: '{"acls": []}', source: 'what was applied last, as Pulumi’s state has it' })
  expect(readFileSync(join(out, '../../words'), 'utf8')).toBe('stack export --stack tail --non-interactive\n')
})

test('else that of the last commit, and it says why', async () => {
  const { out, commit } = await place({ deployment: { resources: [] } })
  await commit()
  expect(await ask(out)).toEqual({
    text: '{"grants": []}',
    source: 'the last commit’s (Pulumi’s state has no policy)',
  })
  const unreachable = await place(undefined)
  await unreachable.commit()
  expect((await ask(unreachable.out))?.source).toBe('the last commit’s (Pulumi’s state could not be asked)')
})

test('outside of a repository there is none', async () => {
  const { out } = await place(undefined)
  expect(await ask(out)).toBeUndefined()
})
