/** `plan` as a person asks it: in a repository of its own, with revisions. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MARKDOWN_LIMIT } from '@homelab/changes'
import { markdownOf, type PlanReport, planDocument } from '@homelab/plan'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root as repository } from '../support/sources.ts'
import claimRenamed from './cases/rename-a-claim/case.ts'
import owner from './cases/the-owner-8-february-2026/case.ts'
import { revisionOf } from './cottage.ts'
import { cottageRepository } from './cottage-repository.ts'
import { planned, plannedCases } from './planned.ts'

const schema = JSON.parse(readFileSync(join(repository, 'packages/plan/schema/plan.schema.json'), 'utf8')) as object
const validate = new Ajv2020({ allErrors: true }).compile(schema)

const cottage = await cottageRepository()
afterAll(() => cottage.remove())
const plan = (...words: readonly string[]) => cottage.run('plan', ...words)

test('nothing changed: it says so, and the exit code is 0 even where steps would make it 1', async () => {
  await cottage.put({})
  expect(await plan('--exit-code')).toEqual({
    code: 0,
    out: 'nothing is to be rolled out from HEAD to dist/ as it lies there: nothing that runs says anything else\n',
    err: '',
  })
  expect((await plan('--markdown')).out).toBe(
    '### Rollout\n\nNothing is to be rolled out from `HEAD` to `dist/ as it lies there`.\n',
  )
  expect(JSON.parse((await plan('--json')).out)).toMatchObject({ format: 'homelab-plan', steps: [], tests: [] })
})

describe('the change of 8 February 2026', () => {
  beforeAll(() => cottage.put(owner.edits))

  test('for people: commands in their order, no line wider than 120 characters', async () => {
    const { code, out, err } = await plan()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const commands = out.split('\n').flatMap(line => /^ {5}(\$ .*|by hand: .*)$/.exec(line)?.[1] ?? [])
    expect(commands).toEqual([
      '$ mise run tailnet-preview',
      '$ mise run tailnet-up',
      expect.stringMatching(/^by hand: widen the OAuth client of the operator/),
      '$ git push',
      '$ argocd app sync root --timeout 600',
      ...['docs', 'loki', 'prometheus'].flatMap(name => [
        `$ argocd app diff ${name} --refresh --exit-code=false`,
        `$ argocd app sync ${name} --timeout 600`,
      ]),
      '$ mise run fly-deploy',
      '$ mise run services-check',
    ])
    expect(out).toMatch(/\n13 steps from HEAD to dist\/ as it lies there, 1 by hand, 1 restarts\n/)
    expect(out).not.toContain('\u001b')
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(120)
  })

  test('for a pull request: a list to tick off, of lines that fit', async () => {
    const { out } = await plan('--markdown')
    expect(out).toMatch(
      /^### Rollout: 13 steps from `HEAD` to `dist\/ as it lies there`\n\nDangerous: \*\*1 restarts\*\*\.\n/,
    )
    expect(out.match(/^- \[ \] \*\*\d+\.\*\* /gm)).toHaveLength(13)
    expect(out).toMatch(/^### Test plan$/m)
    expect(out).toMatch(/^- \[ \] `mise run services-check`: all is up$/m)
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(120)
  })

  test('for programs: JSON that fits its schema', async () => {
    const document: unknown = JSON.parse((await plan('--json')).out)
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
    for (const wrong of [{ steps: [{ id: 'x' }] }, { version: 2 }])
      expect(validate({ ...(document as object), ...wrong })).toBe(false)
  })

  test('two revisions, from texts alone, forwards and backwards', async () => {
    await cottage.commit('second')
    await cottage.put({})
    const { out, err } = await plan('first..HEAD')
    expect(err).toBe('')
    expect(out).toContain('$ mise run tailnet-up')
    const back = (await plan('HEAD..first')).out
    expect(back).toContain('$ mise run fly-deploy')
    expect(back).not.toContain('OAuth')
    await cottage.reset('first')
  })
})

test.each([
  [['--exit-code'], 1],
  [['--fail-on', 'opens'], 0],
  [['--fail-on', 'opens,destroys'], 1],
  [['--json', '--markdown'], 2],
  [['--fail-on', 'sinks'], 2],
  [['nowhere'], 2],
] as const)('a claim that is renamed: %j ends with %d', async (words, code) => {
  await cottage.put(claimRenamed.edits)
  const ran = await plan(...words)
  expect(ran.code).toBe(code)
  expect(ran.err).not.toMatch(/\n {4}at /)
})

test('a revision that states nothing: it says what is missing, and makes no plan', async () => {
  await cottage.put({})
  cottage.without('dist/estate.json')
  const { code, err } = await plan()
  expect(code).toBe(3)
  expect(err).toMatch(/^error: .*has no estate\.json.*\n?$/s)
  expect(err).not.toMatch(/\n {4}at /)
})

test.each(plannedCases)('$name fits the schema, and what a forge takes', async ({ change }) => {
  const found = await planned(await revisionOf('before', change.before ?? {}), await revisionOf('after', change.edits))
  const report: PlanReport = { ...found.plan, before: 'a', after: 'b', notes: [] }
  expect(validate(JSON.parse(JSON.stringify(planDocument(report)))), JSON.stringify(validate.errors)).toBe(true)
  expect(markdownOf(report, found.after).length).toBeLessThan(MARKDOWN_LIMIT)
  for (const limit of [4000, 1500]) expect(markdownOf(report, found.after, limit).length).toBeLessThanOrEqual(limit)
})
