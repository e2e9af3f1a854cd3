import { join, relative, sep } from 'node:path'
import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { sourcesIn } from '../disk/read.ts'
import type { EstateFile } from '../load.ts'
import { CommittedBase } from '../watch/committed-base.ts'
import { type Watched, watchFolders } from '../watch/folders.ts'
import { Renderer } from '../watch/renderer.ts'
import { Screen } from '../watch/screen.ts'
import { Session } from '../watch/session.ts'
import { TypeChecks } from '../watch/type-checks.ts'
import { shown } from './estate-option.ts'

export interface WatchRequest {
  readonly file: EstateFile
  /** Absolute. */
  readonly out: string
  readonly once: boolean
  readonly write: boolean
  readonly types: boolean
}

/** `watch`: until it is asked to end, or once. */
export async function watchEstate(request: WatchRequest, context: Context): Promise<ExitCode> {
  const { file, out, once } = request
  const { root: repository, compiler } = context
  const estate = relative(file.root, file.path).split(sep).join('/')
  const base = new CommittedBase({ root: file.root, out })
  const types = request.types ? new TypeChecks(file, compiler, repository) : undefined
  const session = new Session({
    screen: new Screen(text => context.out.write(text), context.isTerminal),
    paint: context.paint,
    renderer: listener => new Renderer({ repository, root: file.root, estate, out }, listener),
    types,
    base,
    sources: () => sourcesIn(file.root),
    write: request.write ? shown(out, context) : undefined,
  })
  const watchers: (Watched | undefined)[] = []
  // From now on: whoever asks early is heard as well.
  const ended = context.ended()
  try {
    if (!once) watchers.push(watchFolders([join(file.root, 'apps')], true, () => session.saved()))
    await session.start()
    if (once) return (await Promise.race([session.whole(), ended.then(() => false)])) ? 0 : 1
    watchers.push(
      watchFolders([join(repository, 'packages'), join(repository, 'ansible-gen')], true, () =>
        session.packagesChanged(),
      ),
      await base.watch(() => session.committed()),
    )
    await ended
    return 0
  } finally {
    for (const watcher of watchers) watcher?.close()
    await session.close()
  }
}
