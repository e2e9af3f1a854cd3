import { join } from 'node:path'
import { authKeyVariable } from '@homelab/ansible-gen'
import type { Resolved } from '@homelab/estate'
import { run } from '@homelab/programs'
import { tailnetFolder } from '@homelab/pulumi'
import { UsageError } from '../cli/command.ts'
import { Stopped } from '../disk/errors.ts'
import type { Step } from './setup.ts'

/**
 * The key by which the machine joins the tailnet, from the stack that makes it to the platform's secrets. It is staged
 * each time: nobody can see whether the one that is there is the same, or has run out.
 *
 * @param out the rendered folder, absolute: Pulumi finds its project there
 * @throws UsageError where no stack makes a key for the host
 */
export function authKeyStep({ name, tailnetStack }: Resolved, host: string, out: string): Step {
  const key = tailnetStack?.keys.find(each => each.host === host)
  if (tailnetStack === undefined || key === undefined)
    throw new UsageError(`no stack of the estate ${name} makes a key for ${host}`)
  const { output } = key
  const words = ['stack', 'output', output, '--show-secrets', '--stack', tailnetStack.stack, '--non-interactive']
  return {
    what: `the secret ${authKeyVariable}, staged for the next deployment, from the stack's output ${output}`,
    isThere: async () => false,
    words: ['secrets', 'import', '--stage'],
    input: async () => {
      const { stdout, problem } = await run('pulumi', words, { cwd: join(out, tailnetFolder) })
      const value = stdout.trim()
      if (problem === undefined && /^\S+$/.test(value)) return `${authKeyVariable}=${value}\n`
      throw new Stopped(
        `the stack gave no key: ${problem ?? 'the output is empty'}`,
        'log in to Pulumi, and apply the tailnet stack',
      )
    },
  }
}
