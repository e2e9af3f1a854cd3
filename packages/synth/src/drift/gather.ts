import { Stopped } from '../disk/errors.ts'
import { type Asked, notAsked, type Source } from './source.ts'

/** What all sources said, in their order. */
export interface Drift {
  readonly sources: readonly (Asked & Pick<Source, 'name' | 'title'> & { readonly milliseconds: number })[]
  readonly milliseconds: number
}

/** Asks all of them at once. Never throws for what is asked: a fault of ours says nothing good of a source either. */
export async function gather(
  sources: readonly Source[],
  { now, progress }: { readonly now: () => number; readonly progress: (text: string) => void },
): Promise<Drift> {
  const start = now()
  const waiting = new Set(sources.map(({ name }) => name))
  const tell = (): void =>
    progress(`${sources.length - waiting.size} of ${sources.length} asked; waits for ${[...waiting].join(', ')}`)
  tell()
  const asked = await Promise.all(
    sources.map(async ({ name, title, ask }) => {
      const said = await safely(title, ask)
      waiting.delete(name)
      tell()
      return { name, title, ...said, milliseconds: Math.round(now() - start) }
    }),
  )
  return { sources: asked, milliseconds: Math.round(now() - start) }
}

async function safely(title: string, ask: Source['ask']): Promise<Asked> {
  try {
    return await ask()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return notAsked(title, error instanceof Stopped ? `${why}; ${error.fix}` : why)
  }
}

/** Whether everything was asked, and nothing differs. */
export function isClean({ sources }: Drift): boolean {
  return sources.every(({ differences, unasked }) => differences.length === 0 && unasked.length === 0)
}
