import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HostPart, hostParts, type Program } from '@homelab/ansible-gen'
import type { Check } from '@homelab/checkup'
import { runChecks } from '@homelab/checkup/run'
import { host, type Mine } from '@homelab/estate/model'
import { onTestFinished, vi } from 'vitest'
import type { Scene } from '../standins/run.ts'

const mac = host('mac', { platform: 'macos', role: 'x', user: 'ann', home: '/Users/ann' })

/** What `services-check` asks about a program. */
export function questionOf<P extends Program>(part: HostPart, program: P): Check['ask'] {
  const { questions } = part.runs(program, { service: 'job', host: mac, mine: {} as Mine })
  const asked = questions[0]?.asked
  if (asked === undefined) throw new Error('its part asks nothing')
  return { kind: 'command', on: { name: mac.name }, words: asked.run.words, judged: asked.judged }
}

/** Asks one question of the machine on which the stand-ins are. */
export async function ask(at: Scene, question: Check['ask']): Promise<string> {
  const bin = join(at.folder, 'bin')
  mkdirSync(bin, { recursive: true })
  // The last word is the command line for the other side's shell.
  writeFileSync(join(bin, 'ssh'), '#!/bin/sh\nfor line; do :; done\nexec sh -c "$line"\n', { mode: 0o755 })
  for (const [name, value] of Object.entries(at.env)) vi.stubEnv(name, value)
  vi.stubEnv('PATH', `${bin}:${at.env.PATH}`)
  onTestFinished(() => void vi.unstubAllEnvs())
  const options = {
    parts: hostParts,
    timeoutMs: 5000,
    certificateDays: 1,
    connectTo: {},
    tailnet: { names: [], holds: () => false },
    kubeconfig: '',
    home: at.home,
    today: () => new Date(),
  }
  const check = { service: 'job', what: 'job', where: 'mac', ask: question }
  const [result] = await runChecks([check], options, { now: () => 0, done: () => undefined })
  return `${result?.state} ${result?.detail}`
}
