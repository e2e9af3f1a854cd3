import { exporterPart, gauge } from '../exporter.ts'

const textfile = 'https://github.com/prometheus/node_exporter/tree/v1.8.2#textfile-collector'

/** Text file of the cluster's health, seen from its host (facts A12). */
export const minikubeExporter = exporterPart({
  kind: 'minikube',
  title: 'text file about minikube',
  sources: ['facts A12', textfile],
  metrics: {
    minikube_up: gauge(),
    minikube_apiserver_up: gauge(),
    minikube_node_count: gauge(),
    minikube_pod_count: gauge(),
    minikube_namespace_count: gauge(),
  },
})
