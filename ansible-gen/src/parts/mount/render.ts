import { printUnit } from '@homelab/formats/unit-file'
import { marker } from '../../project/contents.ts'
import { filePieces, templatePieces } from '../../project/pieces/files.ts'
import { restartName, startedPieces } from '../../project/pieces/units.ts'
import { joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { type Mount, mountPath, unitOf } from './program.ts'

export function render(rendering: Rendering, all: readonly Mount[]): Pieces {
  return joined(all.map(each => mountPieces(rendering, each)))
}

function mountPieces(rendering: Rendering, program: Mount): Pieces {
  const unit = unitOf(program)
  const notify = restartName(unit)
  const own = { path: mountPath(program), mode: '0644', owner: { user: 'root' } } as const
  return joined([
    ...(program.reads ?? []).map(file => filePieces(rendering, file, notify)),
    templatePieces(rendering, own, mountText(rendering, program), { notify }),
    startedPieces(rendering, { unit, managed: `${unit}.mount`, runs: 'mounted' }),
  ])
}

/** Wanted by the system, and not by its local file systems: without one of those it would not start at all. */
function mountText({ scope, service }: Rendering, { what, where, type, options }: Mount): string {
  const sections = {
    Unit: [['Description', `${what} at ${where}`]],
    Mount: [
      ['What', what],
      ['Where', where],
      ['Type', type],
      ...(options.length === 0 ? [] : [['Options', options.join(',')] as const]),
    ],
    Install: [['WantedBy', 'multi-user.target']],
  } as const
  return scope.template(printUnit(sections, marker(service)))
}
