import { type CollectorProps, type Metric, renderCollector } from './script.ts'

/** facts A11 */
export const zotMetrics: readonly Metric[] = [{ name: 'zot_up', help: '1 when the registry answers its catalogue.' }]

export interface ZotCollectorProps extends CollectorProps {
  /** An address that answers only when the registry works; its catalogue (`…/v2/_catalog`). */
  readonly url: string
  readonly timeoutSeconds: number
}

/** Whether a Zot registry answers. */
export function zotCollector({ url, timeoutSeconds, ...props }: ZotCollectorProps): string {
  return renderCollector({
    ...props,
    about: 'Writes for the textfile collector whether the Zot registry answers.',
    constants: { URL: url, TIMEOUT_SECONDS: timeoutSeconds },
    metrics: zotMetrics,
    helpers: [],
    body,
  })
}

const body = `
collect() {
  curl --fail --silent --show-error --max-time "$TIMEOUT_SECONDS" --output /dev/null "$URL"
  gauge zot_up 1
}

down() {
  gauge zot_up 0
}
`
