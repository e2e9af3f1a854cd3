/** Runs a collector in a scratch folder and reads what it wrote with the Prometheus project's own Python parser. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { onTestFinished } from 'vitest'
import type { Metric } from '../../../ansible-gen/src/collectors/script.ts'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'

export interface Family {
  readonly name: string
  readonly type: string
  readonly help: string
  readonly samples: readonly Sample[]
}

interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** A folder for one test, gone after it. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'collector-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes an executable; `text` begins with its `#!` line. */
export function executable(path: string, text: string): string {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text, { mode: 0o755 })
  return path
}

export interface Outcome {
  readonly exitCode: number | undefined
  readonly stderr: string
}

/** What a script runs under: the machine's own, or as on macOS: bash in its POSIX mode, Kernighan's awk. */
export interface Shell {
  readonly name: string
  readonly command: readonly string[]
  /** A folder for the front of PATH, with other tools of the same names. */
  tools(folder: string): string | undefined
}

const sh: Shell = { name: 'sh', command: ['sh'], tools: () => undefined }

/** All shells at hand; what is missing for the one of macOS is said aloud. */
export const shells: readonly Shell[] = [sh, ...macShell()]

function macShell(): readonly Shell[] {
  const bash = findProgram('bash')
  const awk = findProgram('original-awk')
  if (bash === undefined || awk === undefined) {
    skipped(bash === undefined ? 'bash' : 'original-awk')
    return []
  }
  const tools = (folder: string): string => {
    mkdirSync(join(folder, 'mac'))
    symlinkSync(awk, join(folder, 'mac/awk'))
    return join(folder, 'mac')
  }
  return [{ name: 'bash and awk as on macOS', command: [bash, '--posix'], tools }]
}

/** Runs the script; `env` is added to this process's. Temporary files go into the folder. */
export async function runScript(
  text: string,
  folder: string,
  env: NodeJS.ProcessEnv = {},
  shell: Shell = sh,
): Promise<Outcome> {
  const script = executable(join(folder, 'collector'), text)
  const [program = 'sh', ...args] = shell.command
  const path = [shell.tools(folder), env['PATH'] ?? process.env['PATH']].filter(part => part !== undefined).join(':')
  const { exitCode, stderr } = await execa(program, [...args, script], {
    reject: false,
    env: { TMPDIR: folder, ...env, PATH: path },
  })
  return { exitCode, stderr }
}

const parse = `
import json, sys
from prometheus_client.parser import text_string_to_metric_families
print(json.dumps([
    {"name": f.name, "type": f.type, "help": f.documentation,
     "samples": [{"labels": s.labels, "value": s.value} for s in f.samples]}
    for f in text_string_to_metric_families(open(sys.argv[1], encoding="utf-8").read())]))
`

/** All families of a file, in its order. Throws when the parser refuses it, or when others cannot read it. */
export async function readMetrics(path: string): Promise<readonly Family[]> {
  const tools = await python()
  if (tools === undefined) throw new Error('this test wants `describe.skipIf((await python()) === undefined)`')
  const mode = statSync(path).mode & 0o777
  if (mode !== 0o644) throw new Error(`${path} has mode ${mode.toString(8)}`)
  if (!readFileSync(path, 'utf8').endsWith('\n')) throw new Error(`${path} does not end with a line feed`)
  const { stdout } = await execa(tools.program('python'), ['-c', parse, path])
  return JSON.parse(stdout)
}

/** `name{label="value"}` to number, which is what tests compare. */
export function values(families: readonly Family[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    families.flatMap(({ name, samples }) => samples.map(({ labels, value }) => [`${name}${spell(labels)}`, value])),
  )
}

/** What a file says of each metric, in the shape in which a collector lists its metrics as data. */
export function listed(families: readonly Family[]): readonly Metric[] {
  return families.map(({ name, help, samples }) => {
    const labels = Object.keys(samples[0]?.labels ?? {})
    return { name, help, ...(labels.length > 0 && { labels }) }
  })
}

function spell(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
