import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import {
  type Finding,
  type KeptProblem,
  type Resolved,
  type ResolvedWithWorkloads,
  storeOf,
} from '@homelab/estate/model'
import { readYaml } from '@homelab/formats'
import { errorCode } from './disk/errors.ts'
import type { EstateFile } from './load.ts'

/** What is wrong with the encrypted files of the repository, as the stores of the vaults tell it. No value is read: they have no key. */
export function keptFindings({ root }: EstateFile, resolved: ResolvedWithWorkloads): Finding[] {
  return resolved.vaults.flatMap(vault => {
    const store = storeOf(resolved, vault.name)
    // Where the folder is none, a finding tells of that.
    if (store?.kept === undefined || store.problems().some(({ keys }) => keys[0] === 'store')) return []
    const { folder, problems } = store.kept
    return problems(filesIn(root, folder)).map(problem => findingOf(problem, vault.name, resolved))
  })
}

function findingOf({ keys, file: _, ...wrong }: KeptProblem, subject: string, { file }: Resolved): Finding {
  return { ...wrong, where: { subject, path: keys.join('.'), keys, file } }
}

/** Of the whole folder, but for what Git itself keeps there and a page about it: path from the root -> what YAML says that it holds. */
function filesIn(root: string, folder: string): ReadonlyMap<string, unknown> {
  return new Map(
    entriesOf(join(root, folder))
      .filter(entry => entry.isFile() && !/^(?:\.git(?:keep|attributes|ignore)|README\.md)$/.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path): [string, unknown] => [relative(root, path).replaceAll(sep, '/'), dataOf(path)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** Nothing where it is no YAML, and so not what SOPS and its like write. */
function dataOf(path: string): unknown {
  try {
    return readYaml(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
