import type { PublicProxyCommands } from '@homelab/estate/model'
import { authKeyVariable } from '../places.ts'
import { drift } from './drift.ts'
import { flyctl, flyctlLine, program } from './flyctl.ts'
import { leftCertificates, type Missing, setupSteps, take } from './set-up.ts'

const DEPLOY = ['deploy', '--config', 'fly.toml']
const scaled = (count: number): readonly string[] => ['scale', 'count', String(count), '--yes']

/** What the tasks do with the app. */
export const commands: PublicProxyCommands = {
  program,
  deploy: async ({ name }, { path, shown }, terminal) => {
    terminal.write(`in ${shown}: ${flyctlLine(name, DEPLOY)}\n`)
    if (terminal.dryRun) return
    await flyctl(name, DEPLOY, terminal, { cwd: path, show: terminal.write })
  },
  setUp: async ({ name, hostnames }, key, terminal) => {
    // Staged each time: nobody can see whether the one that is there is the same, or has run out.
    const keyStep: Missing = {
      what: `the secret ${authKeyVariable}, staged for the next deployment, from the stack's output ${key.output}`,
      isThere: async () => false,
      words: ['secrets', 'import', '--stage'],
      input: async () => `${authKeyVariable}=${await key.read()}\n`,
    }
    for (const step of [keyStep, ...setupSteps(name, hostnames, terminal)]) {
      terminal.show(step.what)
      terminal.write(`${await take(name, step, terminal)}\n`)
    }
    for (const hostname of await leftCertificates(name, hostnames, terminal)) {
      const line = flyctlLine(name, ['certs', 'remove', hostname])
      terminal.write(terminal.loud(`${hostname} has a certificate, and is no public name: ${line}\n`))
    }
  },
  shutOff: {
    line: ({ name }) => flyctlLine(name, scaled(0)),
    run: async ({ name }, terminal) => {
      await flyctl(name, scaled(0), terminal, { show: terminal.write })
    },
    back: ({ name }) => flyctlLine(name, scaled(1)),
  },
  drift,
}
