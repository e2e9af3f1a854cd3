import type { Probe, ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { k8s } from 'cdk8s-plus-28'

/** A health check over HTTP, with the fields that are set. */
export function probeSpec(probe: Probe, { ports }: ResolvedService): k8s.Probe {
  const port = ports[probe.port]
  const { delaySeconds, periodSeconds, timeoutSeconds, failureThreshold } = probe
  return {
    httpGet: { path: probe.path, port: k8s.IntOrString.fromNumber(port?.target ?? port?.port ?? 0) },
    ...present({ initialDelaySeconds: delaySeconds, periodSeconds, timeoutSeconds, failureThreshold }),
  }
}
