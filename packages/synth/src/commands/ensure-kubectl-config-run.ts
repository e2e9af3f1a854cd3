import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { kubeconfigPath } from '@homelab/checkup'
import { quoted, ssh } from '@homelab/programs'
import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { errorCode, Stopped } from '../disk/errors.ts'
import { type ClusterAccess, type ConfigFile, clusterAccess, extractedText } from '../kubeconfig/files.ts'
import { needPrograms, ssh as sshProgram } from '../needed.ts'
import { resolvedEstate } from './resolved-estate.ts'

interface Values {
  readonly 'dry-run': boolean
  readonly estate: string | undefined
}

const CONNECT_SECONDS = 10

/** `ensure-kubectl-config`: all files are read before the first is written. */
export async function ensureConfig({ 'dry-run': dryRun, estate }: Values, context: Context): Promise<ExitCode> {
  const clusters = clusterAccess(await resolvedEstate(estate, context))
  if (!dryRun) needPrograms(sshProgram)
  for (const access of clusters) {
    if (dryRun)
      for (const file of access.files) context.out.write(`would write ~/${file.path}${source(access, file)}\n`)
    else await ensure(access, context)
    remind(access, context)
  }
  return 0
}

async function ensure(access: ClusterAccess, { home, out, progress }: Context): Promise<void> {
  const texts = new Map<ConfigFile, string>()
  for (const file of access.files) {
    progress.show(`reading${source(access, file)}`)
    texts.set(file, await textOf(access, file))
  }
  progress.clear()
  for (const [file, text] of texts) {
    const wrote = writeWhereDifferent(join(home, file.path), text, file.mode)
    out.write(`${wrote ? 'wrote' : 'has'} ~/${file.path}${source(access, file)}\n`)
  }
}

function source({ machine }: ClusterAccess, { from }: ConfigFile): string {
  const path = 'copied' in from ? from.copied : 'extracted' in from ? from.extracted : undefined
  return path === undefined ? '' : ` from ${machine.host}:${path}`
}

async function textOf({ machine }: ClusterAccess, { from }: ConfigFile): Promise<string> {
  if ('text' in from) return from.text
  if ('extracted' in from) {
    const { extracted: path } = from
    // Installers leave it for root alone.
    const read = `${quoted('cat', path)} 2>/dev/null || ${quoted('sudo', '-n', 'cat', path)}`
    const { stdout, problem } = await ssh(machine, read, CONNECT_SECONDS)
    if (problem !== undefined)
      throw new Stopped(
        `${path} of ${machine.host} can't be read: ${problem}`,
        'see whether `ssh` leads there, and whether the login can read the file, or use sudo without a password',
      )
    const text = extractedText(stdout, from)
    if (text === undefined)
      throw new Stopped(`${path} of ${machine.host} is no kube configuration with keys in it`, 'look at it')
    return text
  }
  const { stdout, problem } = await ssh(machine, quoted('cat', from.copied), CONNECT_SECONDS)
  const where = `${from.copied} of ${machine.host}`
  if (problem !== undefined)
    throw new Stopped(
      `${where} can't be read: ${problem}`,
      'see whether `ssh` leads there, and whether the cluster was started',
    )
  if (!stdout.startsWith('-----BEGIN ')) throw new Stopped(`${where} holds no certificate and no key`, 'look at it')
  return `${stdout.trim()}\n`
}

/** Keys are never readable by others, not even for a moment. */
function writeWhereDifferent(path: string, text: string, mode: number): boolean {
  const there = currentText(path)
  if (there !== undefined) chmodSync(path, mode)
  if (there === text) return false
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(path, text, { mode })
  return true
}

function currentText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function remind({ context: name }: ClusterAccess, { env, home, out, paint }: Context): void {
  const path = join(home, kubeconfigPath(name))
  if ((env['KUBECONFIG'] ?? '').split(delimiter).includes(path)) return
  const words = `KUBECONFIG does not name it: export KUBECONFIG="$HOME/${kubeconfigPath(name)}:$KUBECONFIG"\n`
  out.write(paint('yellow', words))
}
