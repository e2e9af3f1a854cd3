import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isManifest, type Manifest } from '@homelab/kubernetes/compare'
import { parseAllDocuments } from 'yaml'
import { UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'

/**
 * The objects of a file, of all files of a folder, or of what is piped in. What is no object (values of a chart, a
 * kustomization) is left out.
 *
 * @throws UsageError where nothing is there, or what is there can't be read
 */
export async function readManifests(from: string, { cwd, input }: Context): Promise<readonly Manifest[]> {
  const texts = from === '-' ? [{ place: 'what is piped in', text: await input() }] : textsOf(resolve(cwd, from), from)
  const found = texts.flatMap(({ place, text }) => manifestsOf(place, text))
  if (found.length === 0) throw new UsageError(`there is no object in ${from === '-' ? 'what is piped in' : from}`)
  return found
}

interface Text {
  readonly place: string
  readonly text: string
}

function textsOf(path: string, shown: string): readonly Text[] {
  if (!existsSync(path)) throw new UsageError(`there is no ${shown}`)
  if (!statSync(path).isDirectory()) return [{ place: shown, text: readFileSync(path, 'utf8') }]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(ya?ml|json)$/.test(name))
    .sort()
    .map(name => ({ place: join(shown, name), text: readFileSync(join(path, name), 'utf8') }))
}

function manifestsOf(place: string, text: string): readonly Manifest[] {
  return parseAllDocuments(text).flatMap(document => {
    const [error] = document.errors
    if (error !== undefined) throw new UsageError(`${place} can't be read: ${error.message.split('\n')[0]}`)
    const value: unknown = document.toJS()
    return itemsOf(value)
      .filter(isManifest)
      .filter(({ apiVersion }) => !apiVersion.startsWith('kustomize.config.k8s.io/'))
  })
}

/** `kubectl get --output yaml` prints a list. */
function itemsOf(value: unknown): readonly unknown[] {
  const list = value as { readonly kind?: unknown; readonly items?: unknown } | null
  return list?.kind === 'List' && Array.isArray(list.items) ? list.items : [value]
}
