/**
 * What an estate's manifests cost without the other targets: loads, resolves, renders and writes them as `synth` does.
 * Arguments: the estate's file and the folder to write into.
 */
import { join } from 'node:path'
import { quickImports } from '../../packages/synth/src/quick-imports.ts'

quickImports(join(import.meta.dirname, '..', '..'))

const [estatePath = '', out = ''] = process.argv.slice(2)
const [synth, { loadRenderers, resolvedOf }, { kubernetes }, observability] = await Promise.all([
  import('@homelab/synth'),
  import('@homelab/estate/model'),
  import('@homelab/kubernetes/render'),
  import('@homelab/observability/render'),
])

const { assemble, estateFile, isEstate, loadEstate, writeTree } = synth
const estate = await loadEstate(estateFile(estatePath))
if (!isEstate(estate)) throw new TypeError(`${estatePath} is no estate`)
// What hosts and the edge ask belongs to other targets.
const asked = ['workload', 'delivery', 'dashboard']
await loadRenderers(estate.parts.filter(({ contract }) => asked.includes(contract)))
const { files } = kubernetes({ ...observability.observabilitySlots }, { ...observability.observabilityFiles }).render(
  resolvedOf(estate),
)
writeTree({ out }, assemble([{ target: 'kubernetes', files }]).files)
