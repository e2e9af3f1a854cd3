import { enableCompileCache, registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Makes the imports that follow cheap: hundreds of small files are most of what a run costs. Compiled code of one run
 * serves the next, and a file of the packages that names another by its path needs no search on the disk. What an estate
 * imports is still searched for, since Node then says which of its files names one that is missing.
 *
 * @param root the repository's folder, absolute
 */
export function quickImports(root: string): void {
  enableCompileCache(join(root, 'node_modules', '.cache', 'synth'))
  const own = ['packages', 'ansible-gen'].map(folder => `${pathToFileURL(join(root, folder)).href}/`)
  registerHooks({
    resolve(specifier, context, next) {
      const { parentURL = '' } = context
      const byPath = specifier.startsWith('.') && specifier.endsWith('.ts')
      if (!byPath || !own.some(folder => parentURL.startsWith(folder))) return next(specifier, context)
      return { url: new URL(specifier, parentURL).href, format: 'module-typescript', shortCircuit: true }
    },
  })
}
