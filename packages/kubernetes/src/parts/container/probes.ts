import type { Probe, ResolvedService } from '@homelab/estate/model'
import { k8s } from 'cdk8s-plus-28'

/** A health check over HTTP, with the fields that are set. */
export function probeSpec(probe: Probe, { ports }: ResolvedService): k8s.Probe {
  const port = ports[probe.port]
  const { delaySeconds, periodSeconds, timeoutSeconds, failureThreshold } = probe
  return {
    httpGet: { path: probe.path, port: k8s.IntOrString.fromNumber(port?.target ?? port?.port ?? 0) },
    ...(delaySeconds === undefined ? {} : { initialDelaySeconds: delaySeconds }),
    ...(periodSeconds === undefined ? {} : { periodSeconds }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(failureThreshold === undefined ? {} : { failureThreshold }),
  }
}
