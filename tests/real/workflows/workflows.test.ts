/** actionlint reads the workflows, and the step that installs flyctl runs: with the right archive, and with another. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { root } from '../../support/sources.ts'
import { findProgram, neededProgram, skipped } from '../tools.ts'

const VERSION = 'v1.7.12'
const workflows = ['check.yml', 'deploy-fly.yml', 'diff.yml'].map(name => join(root, '.forgejo/workflows', name))
const go = neededProgram('go')
const actionlint = go === undefined ? undefined : await built(go)

/** https://github.com/rhysd/actionlint */
async function built(go: string): Promise<string> {
  const module = `github.com/rhysd/actionlint/cmd/actionlint@${VERSION}`
  const bin = await madeOnce('actionlint', [module], async at => {
    await execa(go, ['install', module], { env: { GOBIN: at, GOFLAGS: '-mod=mod' } })
  })
  return join(bin, 'actionlint')
}

describe.skipIf(actionlint === undefined)('actionlint', () => {
  const config = ['-config-file', join(root, '.forgejo/actionlint.yaml')]

  test('accepts the workflows', async () => {
    const { stdout, exitCode } = await execa(actionlint ?? '', [...config, ...workflows], {
      reject: false,
      cwd: root,
    })
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 })
  })

  test('would see a runner that is not there, and a context that is misspelt', async () => {
    const broken = readFileSync(workflows[1] ?? '', 'utf8')
      .replace('runs-on: k8s', 'runs-on: k9s')
      .replace('secrets.FLY', 'secret.FLY')
    const { stdout } = await execa(actionlint ?? '', [...config, '-'], { reject: false, cwd: root, input: broken })
    expect(stdout).toContain('label "k9s" is unknown')
    expect(stdout).toContain('undefined variable "secret"')
  })
})

interface Install {
  readonly env: Readonly<Record<string, string>>
  readonly run: string
}

const missing = ['tar', 'sha256sum', 'sh'].filter(name => findProgram(name) === undefined)
for (const name of missing) skipped(name)

describe.skipIf(missing.length > 0)('the step that installs flyctl', () => {
  const steps: readonly (Install & { readonly name?: string })[] = parse(readFileSync(workflows[1] ?? '', 'utf8')).jobs
    .deploy.steps
  const step = steps.find(({ name }) => name === 'Install flyctl')

  /** Runs the step with a stand-in for curl, which gives an archive with a program in it. */
  async function install(machine: string, digestOf: (archive: string) => Promise<string>) {
    const folder = mkdtempSync(join(tmpdir(), 'workflow-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const bin = join(folder, 'tools')
    mkdirSync(bin)
    writeFileSync(join(folder, 'flyctl'), '#!/bin/sh\n', { mode: 0o755 })
    const archive = join(folder, 'archive.tar.gz')
    await execa('tar', ['-czf', archive, '-C', folder, 'flyctl'])
    const curl = `#!/bin/sh\necho "$@" >"${folder}/asked"\nwhile [ "$1" != --output ]; do shift; done\ncp "${archive}" "$2"\n`
    writeFileSync(join(bin, 'curl'), curl, { mode: 0o755 })
    writeFileSync(join(bin, 'uname'), `#!/bin/sh\necho ${machine}\n`, { mode: 0o755 })
    const digest = await digestOf(archive)
    const temporary = join(folder, 'temporary')
    mkdirSync(temporary)
    const answer = await execa('sh', ['-e', '-c', step?.run ?? 'exit 99'], {
      reject: false,
      env: {
        ...step?.env,
        ...(digest !== '' && { SHA256_X86_64: digest, SHA256_ARM64: digest }),
        PATH: [bin, process.env['PATH'] ?? ''].join(delimiter),
        RUNNER_TEMP: temporary,
        GITHUB_PATH: join(folder, 'path'),
      },
    })
    return {
      code: answer.exitCode,
      asked: existsSync(join(folder, 'asked')) ? readFileSync(join(folder, 'asked'), 'utf8') : '',
      installed: existsSync(join(temporary, 'bin/flyctl')) && existsSync(join(folder, 'path')),
    }
  }

  const own = async (archive: string): Promise<string> => (await execa('sha256sum', [archive])).stdout.slice(0, 64)

  test.each([
    ['x86_64', 'flyctl_0.4.99_Linux_x86_64.tar.gz'],
    ['aarch64', 'flyctl_0.4.99_Linux_arm64.tar.gz'],
  ])('on %s takes %s, if it is the one that was reviewed', async (machine, name) => {
    const { code, asked, installed } = await install(machine, own)
    expect({ code, installed }).toEqual({ code: 0, installed: true })
    expect(asked).toContain(`/download/v0.4.99/${name}`)
  })

  test('refuses another archive, and another architecture', async () => {
    expect(await install('aarch64', async () => '')).toMatchObject({ code: 1, installed: false })
    expect(await install('riscv64', own)).toMatchObject({ code: 1, installed: false, asked: '' })
  })
})

describe.skipIf(findProgram('sh') === undefined)('once the proxy is deployed', () => {
  const steps: readonly (Install & { readonly name?: string })[] = parse(readFileSync(workflows[1] ?? '', 'utf8')).jobs
    .deploy.steps
  const after = steps.slice(steps.findIndex(({ name }) => name === 'Deploy') + 1)

  test.each(after.map(({ name = '', run }) => [name, run]))('%s: a failure is only a warning', async (_, run) => {
    const bin = mkdtempSync(join(tmpdir(), 'workflow-'))
    onTestFinished(() => rmSync(bin, { recursive: true, force: true }))
    for (const name of ['flyctl', 'curl']) writeFileSync(join(bin, name), '#!/bin/sh\nexit 7\n', { mode: 0o755 })
    const { exitCode, stdout } = await execa('sh', ['-e', '-c', run], {
      reject: false,
      env: { PATH: [bin, process.env['PATH'] ?? ''].join(delimiter) },
    })
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(/^::warning::/) })
  })

  test('is asked for its status and its health', () => {
    expect(after.map(({ name }) => name)).toEqual(['Show the status', 'Ask whether it answers'])
  })
})
