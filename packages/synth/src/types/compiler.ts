import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The TypeScript compiler: a program, and the arguments that make it one. */
export interface Compiler {
  readonly program: string
  readonly args: readonly string[]
}

const own = createRequire(import.meta.url)

/**
 * The compiler that is installed here. The native program is started by its path, which its package does not export:
 * Node's wrapper around it takes 40 ms more.
 *
 * @param from where it is searched for; the command line's own packages by default
 */
export function findCompiler(from: NodeJS.Require = own): Compiler | undefined {
  const manifest = resolved(from, 'typescript/package.json')
  if (manifest === undefined) return undefined
  const { platform, arch } = process
  const native = resolved(createRequire(manifest), `@typescript/typescript-${platform}-${arch}/package.json`)
  const program = native === undefined ? '' : join(dirname(native), 'lib', platform === 'win32' ? 'tsc.exe' : 'tsc')
  if (existsSync(program)) return { program, args: [] }
  const wrapper = join(dirname(manifest), 'bin', 'tsc')
  return existsSync(wrapper) ? { program: process.execPath, args: [wrapper] } : undefined
}

/** Where the types of Node.js lie: an estate need not have them installed. */
export function typeRoots(): readonly string[] {
  const manifest = resolved(own, '@types/node/package.json')
  return manifest === undefined ? [] : ['--typeRoots', dirname(dirname(manifest))]
}

function resolved(from: NodeJS.Require, name: string): string | undefined {
  try {
    return from.resolve(name)
  } catch {
    return undefined
  }
}
