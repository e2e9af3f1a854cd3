import { existsSync } from 'node:fs'
import './compile-cache.js'
import { type ResolveFnOutput, registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * Makes the imports that follow cheap: hundreds of small files are most of what a run costs. Compiled code of one run
 * serves the next; a file that is named by its path needs no search on the disk, and a package of the workspace is
 * searched for once. What an estate names and is not there is searched for all the same: Node then says who names it.
 *
 * @param root the repository's folder, absolute
 */
export function quickImports(root: string): void {
  const own = ['packages', 'ansible-gen'].map(folder => `${pathToFileURL(join(root, folder)).href}/`)
  const packages = new Map<string, ResolveFnOutput>()
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier.startsWith('@homelab/')) {
        const found = packages.get(specifier) ?? { ...next(specifier, context), shortCircuit: true }
        packages.set(specifier, found)
        return found
      }
      if (!specifier.startsWith('.') || !specifier.endsWith('.ts')) return next(specifier, context)
      const { parentURL = '' } = context
      const { href } = new URL(specifier, parentURL)
      const known = own.some(folder => parentURL.startsWith(folder)) || existsSync(fileURLToPath(href))
      return known ? { url: href, format: 'module-typescript', shortCircuit: true } : next(specifier, context)
    },
  })
}
