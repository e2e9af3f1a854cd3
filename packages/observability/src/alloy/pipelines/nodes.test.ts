import { printAlloy } from '@homelab/formats'
import { expect, test } from 'vitest'
import { blocksOf } from '../component.ts'
import { prometheusRemoteWrite } from '../prometheus.ts'
import { nodeMetrics } from './nodes.ts'

const write = prometheusRemoteWrite('prometheus', { url: 'http://prometheus.test/write' })

function printed(claims: boolean): string {
  return printAlloy(blocksOf(nodeMetrics({ intervalSeconds: 60, claims, forwardTo: [write.receiver] })))
}

test('asks each kubelet for the disks and containers of its node', () => {
  expect(printed(false)).toMatchInlineSnapshot(`
    "discovery.kubernetes "nodes" {
    	role = "node"
    }

    prometheus.scrape "cadvisor" {
    	targets           = discovery.kubernetes.nodes.targets
    	job_name          = "cadvisor"
    	metrics_path      = "/metrics/cadvisor"
    	scheme            = "https"
    	bearer_token_file = "/var/run/secrets/kubernetes.io/serviceaccount/token"
    	scrape_interval   = "60s"
    	forward_to        = [prometheus.relabel.nodes.receiver]

    	tls_config {
    		insecure_skip_verify = true
    	}
    }

    prometheus.relabel "nodes" {
    	forward_to = [prometheus.remote_write.prometheus.receiver]

    	rule {
    		source_labels = ["__name__"]
    		regex         = "up|scrape_duration_seconds|scrape_samples_scraped|ALERTS|ALERTS_FOR_STATE|container_cpu_usage_seconds_total|container_memory_working_set_bytes|container_fs_usage_bytes|container_fs_limit_bytes"
    		action        = "keep"
    	}
    }
    "
  `)
})

test('and for its claims, where it can measure them', () => {
  const text = printed(true)
  expect(text).toContain('prometheus.scrape "kubelet"')
  expect(text).toContain('kubelet_volume_stats_used_bytes')
  expect(text).toContain('job_name          = "kubelet"')
})

test('keeps what says that a scrape failed', () => {
  expect(printed(false)).toMatch(/regex += "up\|/)
})
