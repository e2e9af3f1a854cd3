import { scriptFile } from '@homelab/formats/shell'
import { type CollectorProps, type Metric, renderCollector } from './script.ts'

const script = scriptFile(new URL('./zot.sh', import.meta.url))

/** facts A11 */
export const zotMetrics: readonly Metric[] = [{ name: 'zot_up', help: '1 when the registry answers its catalogue.' }]

export interface ZotCollectorProps extends CollectorProps {
  /** An address that answers only when the registry works; its catalogue (`…/v2/_catalog`). */
  readonly url: string
  readonly timeoutSeconds: number
}

/** Whether a Zot registry answers. */
export function zotCollector({ url, timeoutSeconds, ...props }: ZotCollectorProps): string {
  return renderCollector(script, {
    ...props,
    constants: { URL: url, TIMEOUT_SECONDS: timeoutSeconds },
    metrics: zotMetrics,
  })
}
