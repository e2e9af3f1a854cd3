import { join } from 'node:path'
import type { HandedKey, Resolved } from '@homelab/estate/model'
import { run } from '@homelab/programs'
import { tailnetFolder } from '@homelab/pulumi'
import { UsageError } from '../cli/command.ts'
import { Stopped } from '../disk/errors.ts'

/**
 * The key by which a machine joins the tailnet, from the stack that makes it.
 *
 * @param out the rendered folder, absolute: Pulumi finds its project there
 * @throws UsageError where no stack makes a key for the host
 */
export function tailnetKey({ name, tailnetStack }: Resolved, host: string, out: string): HandedKey {
  const key = tailnetStack?.keys.find(each => each.host === host)
  if (tailnetStack === undefined || key === undefined)
    throw new UsageError(`no stack of the estate ${name} makes a key for ${host}`)
  const { output } = key
  const words = ['stack', 'output', output, '--show-secrets', '--stack', tailnetStack.stack, '--non-interactive']
  return {
    output,
    read: async () => {
      const { stdout, problem } = await run('pulumi', words, { cwd: join(out, tailnetFolder) })
      const value = stdout.trim()
      if (problem === undefined && /^\S+$/.test(value)) return value
      throw new Stopped(
        `the stack gave no key: ${problem ?? 'the output is empty'}`,
        'log in to Pulumi, and apply the tailnet stack',
      )
    },
  }
}
