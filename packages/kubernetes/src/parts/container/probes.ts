import type { ContainerProbes, Probe, ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { k8s } from '../../k8s.ts'

type Asked = Pick<k8s.Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'>

/** What a kubelet asks of a container. */
export function probesOf({ start, live, ready }: ContainerProbes, service: ResolvedService): Asked {
  return {
    ...(start !== undefined && { startupProbe: probeSpec(start, service) }),
    ...(live !== undefined && { livenessProbe: probeSpec(live, service) }),
    ...(ready !== undefined && { readinessProbe: probeSpec(ready, service) }),
  }
}

/** A health check, with the fields that are set. */
function probeSpec(probe: Probe, service: ResolvedService): k8s.Probe {
  const { delaySeconds, periodSeconds, timeoutSeconds, failureThreshold } = probe
  return {
    ...questionOf(probe, service),
    ...present({ initialDelaySeconds: delaySeconds, periodSeconds, timeoutSeconds, failureThreshold }),
  }
}

function questionOf(
  probe: Probe,
  { ports }: ResolvedService,
): Pick<k8s.Probe, 'exec' | 'grpc' | 'httpGet' | 'tcpSocket'> {
  if (probe.by === 'command') return { exec: { command: [...probe.command] } }
  const { protocol, port: number, target = number } = ports[probe.port] ?? { port: 0 }
  const port = k8s.IntOrString.fromNumber(target)
  if (probe.by === 'grpc') return { grpc: { port: target, ...present({ service: probe.service }) } }
  if (probe.by === 'tcp') return { tcpSocket: { port } }
  return { httpGet: { path: probe.path, port, ...(protocol === 'https' && { scheme: 'HTTPS' }) } }
}
