import { printYaml } from '@homelab/formats'
import { header } from '../../cluster/files.ts'
import { valuesFile } from '../../delivery/group.ts'
import { accessRenderer } from '../access.ts'
import type { ClusterRenderer } from '../part.ts'
import type { ChartWorkload } from './workload.ts'

/** The chart's values; its objects are Helm's. */
export const chartRenderer: ClusterRenderer<ChartWorkload> = {
  ...accessRenderer,
  files: ({ service, workload }, { folder, group }) => {
    const sources = [service.file]
    const content = printYaml(workload.values, { header: header(sources) })
    return [{ path: `${folder}/${valuesFile(group)}`, content, sources }]
  },
}
