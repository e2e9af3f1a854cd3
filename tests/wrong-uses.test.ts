/** What the compiler says of a use of the wrong kind: the two kinds, at the place that is wrong, and nothing of what is right. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeAll, expect, test } from 'vitest'
import { root } from './support/sources.ts'

const right = `import { database, dumped, endpoint, type Service } from '${root}/packages/estate/src/index.ts'
import { asDatabaseUrl, asEnv } from '${root}/packages/kubernetes/src/index.ts'
import { asDataSource, asLokiPush } from '${root}/packages/observability/src/index.ts'
declare const pg: Service<"sql">
declare const web: Service<"http">
const url = asDatabaseUrl({ variable: 'URL', secret: 'db', key: 'url' })
export const api = endpoint(web, 'http', 'asks', asEnv({ API: 'url' }))
export const source = endpoint(pg, 'sql', 'queries', asDataSource({ name: 'x', type: 'postgres' }))
export const data = database(pg, 'x', { backup: dumped, use: url })
`.split('\n')

const wrong = [
  ["database(pg, 'x', { backup: dumped, use: asEnv({ API: 'url' }) })", 'EnvUse', 'DatabaseUse'],
  ["database(pg, 'x', { backup: dumped, use: asLokiPush() })", 'LokiPushUse', 'DatabaseUse'],
  ["endpoint(web, 'http', 'asks', url)", 'DatabaseUrlUse', 'EndpointUse'],
] as const

let errors: readonly string[] = []

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'uses-'))
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8').replace(/^ *\/\/.*$/gm, ''))
  const lines = [...right, ...wrong.map(([expression], index) => `export const wrong${index} = ${expression}`)]
  writeFileSync(join(folder, 'case.mts'), lines.join('\n'))
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { ...compilerOptions, typeRoots: [join(root, 'node_modules/@types')] },
      files: ['case.mts'],
    }),
  )
  const tsc = join(root, 'node_modules/.bin/tsc')
  const { stdout } = await execa(tsc, ['--pretty', 'false', '-p', folder], { cwd: folder, reject: false })
  rmSync(folder, { recursive: true })
  errors = stdout.split(/\n(?! )/)
}, 60_000)

test.each(wrong)('%s', (expression, got, expected) => {
  const line = right.length + 1 + wrong.findIndex(([each]) => each === expression)
  const [error = '', ...others] = errors.filter(each => each.startsWith(`case.mts(${line},`))
  expect(others).toEqual([])
  expect(error).toMatch(new RegExp(`[Tt]ype '${got}' is not assignable to (parameter of )?type '${expected}'`))
  expect(error).toMatch(/Type '"(endpoint|database)"' is not assignable to type '"(database|endpoint)"'/)
})

test('nothing is said of what is right', () => {
  expect(errors).toHaveLength(wrong.length)
})
