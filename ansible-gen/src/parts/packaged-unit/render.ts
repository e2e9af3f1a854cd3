import { printUnit } from '@homelab/formats/unit-file'
import { marker } from '../../project/contents.ts'
import { filePieces, templatePieces } from '../../project/pieces/files.ts'
import { orderSettings, runSettings, type Setting, securitySettings } from '../../project/pieces/unit-settings.ts'
import { restartName, startedPieces } from '../../project/pieces/units.ts'
import { joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { dropInPath, isChanged, type PackagedUnit } from './program.ts'

export function render(rendering: Rendering, units: readonly PackagedUnit[]): Pieces {
  return joined(units.map(each => unitPieces(rendering, each)))
}

function unitPieces(rendering: Rendering, program: PackagedUnit): Pieces {
  const { unit, reads = [] } = program
  const notify = restartName(unit)
  const dropIn = { path: dropInPath(program), mode: '0644', owner: { user: 'root' } } as const
  return joined([
    ...reads.map(file => filePieces(rendering, file, notify)),
    ...(isChanged(program) ? [templatePieces(rendering, dropIn, dropInText(rendering, program), { notify })] : []),
    startedPieces(rendering, { unit, managed: `${unit}.service`, runs: 'running' }),
  ])
}

function dropInText(rendering: Rendering, program: PackagedUnit): string {
  const { scope, service, workload } = rendering
  const order = orderSettings(rendering, program)
  const own = [...runSettings(program), ...command(program), ...securitySettings(program, workload.data ?? [])]
  const sections = { ...(order.length > 0 && { Unit: order }), ...(own.length > 0 && { Service: own }) }
  return scope.template(printUnit(sections, marker(service)))
}

/** The empty setting takes the package's own away, which would be run as well. */
function command({ program }: PackagedUnit): readonly Setting[] {
  return program === undefined
    ? []
    : [
        ['ExecStart', ''],
        ['ExecStart', program],
      ]
}
