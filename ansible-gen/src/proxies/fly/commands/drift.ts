import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fieldDifferences, isJsonObject, type Json, type JsonObject, pathText } from '@homelab/changes/fields'
import type { PublicProxyAtWork, PublicProxyCommands, PublicProxyDifference } from '@homelab/estate/model'
import { authKeyVariable } from '../places.ts'
import { flyctl, listed, printed, type Stops, unexpected } from './flyctl.ts'
import { leftCertificates, setupSteps } from './set-up.ts'

/** One thing that was looked at, and how it differs. */
interface Looked {
  readonly what: string
  readonly how?: PublicProxyDifference['how'] | undefined
  readonly details?: readonly string[]
}

/** The files that the machine runs, the settings of its last release, and what was added to the application beside them. */
export const drift: NonNullable<PublicProxyCommands['drift']> = async (proxy, { path: folder }, terminal) => {
  const each = [
    await files(proxy, folder, terminal),
    await settings(proxy, folder, terminal),
    await secrets(proxy, terminal),
    await additions(proxy, terminal),
  ].flat()
  return {
    compared: each.filter(({ how }) => how !== 'extra').length,
    differences: each.flatMap(({ what, how, details = [] }) => (how === undefined ? [] : [{ what, how, details }])),
  }
}

/** What the machine runs was copied into its image: each file there has the sum of the rendered one. */
async function files({ name }: PublicProxyAtWork, folder: string, stops: Stops): Promise<readonly Looked[]> {
  const copies = copiesIn(readFileSync(join(folder, 'Dockerfile'), 'utf8'))
  const line = ['sha256sum', ...copies.map(({ to }) => to)].join(' ')
  // A file that is not there is told on standard error, and makes it fail: the others are told all the same.
  const told = await flyctl(name, ['ssh', 'console', '--command', `sh -c "${line} || true"`], stops)
  const sums = new Map([...told.matchAll(/^([0-9a-f]{64}) [ *](\S+)\r?$/gm)].map(([, sum, at]) => [at, sum]))
  if (sums.size === 0) throw stops.stopped(`the machine told no sums: ${told.trim()}`, 'see `flyctl logs`')
  const is = (file: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex')
  return copies.map(({ file, to }) => ({
    what: `file ${file}`,
    how: !sums.has(to) ? 'missing' : sums.get(to) === is(file) ? undefined : 'changed',
  }))
}

/** `COPY ["FILE", "PATH"]` as it is rendered; what comes from other images has an option before. */
function copiesIn(dockerfile: string): readonly { readonly file: string; readonly to: string }[] {
  return [...dockerfile.matchAll(/^COPY \["([^"]+)", "([^"]+)"\]$/gm)].map(([, file = '', to = '']) => ({ file, to }))
}

/**
 * flyctl prints both, so that its defaults and the spelling of durations are the same on both sides. How an image is built is no
 * setting of what runs: its files are compared.
 */
async function settings({ name }: PublicProxyAtWork, folder: string, stops: Stops): Promise<readonly Looked[]> {
  const shown = async (...words: readonly string[]): Promise<JsonObject> => {
    const command = ['config', 'show', ...words]
    const value = (await printed(name, command, stops, { cwd: folder })) as Json
    if (!isJsonObject(value)) throw unexpected(command, stops)
    const { build: _, ...rest } = value
    return rest
  }
  const [live, rendered] = [await shown(), await shown('--local', '--config', 'fly.toml')]
  const fields = fieldDifferences({ keys: () => [] }, live, rendered).map(({ path }) => pathText(path))
  return [{ what: 'settings', how: fields.length === 0 ? undefined : 'changed', details: fields }]
}

/** Names alone: the platform tells no value. */
async function secrets({ name }: PublicProxyAtWork, stops: Stops): Promise<readonly Looked[]> {
  const names = await listed(name, ['secrets', 'list'], 'name', stops)
  return [
    { what: `secret ${authKeyVariable}`, how: names.includes(authKeyVariable) ? undefined : 'missing' },
    ...names.filter(each => each !== authKeyVariable).map(each => ({ what: `secret ${each}`, how: 'extra' as const })),
  ]
}

/** Addresses and certificates. */
async function additions({ name, hostnames }: PublicProxyAtWork, stops: Stops): Promise<readonly Looked[]> {
  const wanted = setupSteps(name, hostnames, stops).map(async ({ what, isThere }): Promise<Looked> => {
    return { what: what.replace(/^an? /, ''), how: (await isThere()) ? undefined : 'missing' }
  })
  const left = await leftCertificates(name, hostnames, stops)
  return [
    ...(await Promise.all(wanted)),
    ...left.map(each => ({ what: `certificate for ${each}`, how: 'extra' as const })),
  ]
}
