import { printAlloy } from '@homelab/formats'
import { expect, test } from 'vitest'
import { blocksOf, type Component, labelOf } from '../component.ts'
import { clusterPipeline } from './cluster.ts'
import { hostPipeline } from './host.ts'
import { proxyPipeline } from './proxy.ts'

const urls = { lokiUrl: 'http://loki.test/push', prometheusUrl: 'http://prometheus.test/write' }

test('a cluster: pod logs to Loki, probes to Prometheus', () => {
  const text = print(
    clusterPipeline({
      ...urls,
      probes: [
        { name: 'reader', address: 'http://reader.apps.svc/health' },
        { name: 'wiki', address: 'http://wiki.apps.svc/' },
      ],
      probeIntervalSeconds: 30,
      probeTimeoutSeconds: 5,
      dropLines: 'is deprecated',
      jsonFields: ['level', 'msg'],
      jsonLabels: ['level'],
    }),
  )
  expect(text).toMatchInlineSnapshot(`
    "discovery.kubernetes "pods" {
    	role = "pod"
    }

    discovery.relabel "pods" {
    	targets = discovery.kubernetes.pods.targets

    	rule {
    		source_labels = ["__meta_kubernetes_pod_phase"]
    		regex         = "Pending|Succeeded|Failed|Unknown"
    		action        = "drop"
    	}

    	rule {
    		source_labels = ["__meta_kubernetes_namespace"]
    		target_label  = "namespace"
    	}

    	rule {
    		source_labels = ["__meta_kubernetes_pod_name"]
    		target_label  = "pod"
    	}

    	rule {
    		source_labels = ["__meta_kubernetes_pod_container_name"]
    		target_label  = "container"
    	}

    	rule {
    		source_labels = ["__meta_kubernetes_pod_label_app"]
    		target_label  = "app"
    	}

    	rule {
    		source_labels = ["__meta_kubernetes_pod_label_app_kubernetes_io_name"]
    		regex         = "(.+)"
    		target_label  = "app"
    	}

    	rule {
    		source_labels = ["__meta_kubernetes_pod_node_name"]
    		target_label  = "node"
    	}

    	rule {
    		source_labels = ["__meta_kubernetes_pod_uid", "__meta_kubernetes_pod_container_name"]
    		separator     = "/"
    		target_label  = "__path__"
    		replacement   = "/var/log/pods/*$1/*.log"
    	}
    }

    loki.source.kubernetes "pods" {
    	targets    = discovery.relabel.pods.output
    	forward_to = [loki.process.pods.receiver]
    }

    loki.process "pods" {
    	forward_to = [loki.write.loki.receiver]

    	stage.drop {
    		expression = "is deprecated"
    	}

    	stage.json {
    		expressions = {
    			level = "",
    			msg   = "",
    		}
    	}

    	stage.label_drop {
    		values = ["__error__", "__error_details__"]
    	}

    	stage.template {
    		source   = "level"
    		template = "{{ if .Value }}{{ if eq .Value \\"60\\" \\"0\\" \\"1\\" \\"2\\" }}critical{{ else if eq .Value \\"50\\" \\"3\\" }}error{{ else if eq .Value \\"40\\" \\"4\\" }}warning{{ else if eq .Value \\"30\\" \\"5\\" \\"6\\" }}info{{ else if eq .Value \\"20\\" \\"7\\" }}debug{{ else if eq .Value \\"10\\" }}trace{{ else }}{{ .Value }}{{ end }}{{ end }}"
    	}

    	stage.labels {
    		values = {
    			level = "",
    		}
    	}
    }

    loki.write "loki" {
    	endpoint {
    		url = "http://loki.test/push"
    	}
    }

    prometheus.exporter.blackbox "services" {
    	config = "modules:\\n  http_2xx:\\n    prober: http\\n    timeout: 5s\\n"

    	target {
    		name    = "reader"
    		address = "http://reader.apps.svc/health"
    		module  = "http_2xx"
    	}

    	target {
    		name    = "wiki"
    		address = "http://wiki.apps.svc/"
    		module  = "http_2xx"
    	}
    }

    prometheus.scrape "blackbox" {
    	targets         = prometheus.exporter.blackbox.services.targets
    	scrape_interval = "30s"
    	forward_to      = [prometheus.remote_write.prometheus.receiver]
    }

    prometheus.remote_write "prometheus" {
    	endpoint {
    		url = "http://prometheus.test/write"
    	}
    }
    "
  `)
})

test('a host: node metrics, scrapes and log files', () => {
  const scrape = { scheme: 'http', path: '/metrics', labels: {} } as const
  const text = print(
    hostPipeline({
      ...urls,
      host: 'box',
      scrapeIntervalSeconds: 15,
      disableCollectors: ['thermal'],
      textfileDirectory: '/var/textfile',
      scrapes: [
        { ...scrape, name: 'registry', job: 'prometheus.scrape.registry', target: 'localhost:5000' },
        { name: 'a-b', job: 'ab', target: 'localhost:1', scheme: 'https', path: '/m', labels: { site: 'home' } },
        { ...scrape, name: 'known', job: 'known', target: 'localhost:2', login: { user: 'me', passwordFile: '/p' } },
      ],
      logGroups: [{ name: 'logs', files: [{ path: '/var/log/a.log', labels: { service: 'a', stream: 'stdout' } }] }],
      journals: [],
    }),
  )
  expect(text).toMatchInlineSnapshot(`
    "prometheus.exporter.unix "system" {
    	disable_collectors = ["thermal"]

    	textfile {
    		directory = "/var/textfile"
    	}
    }

    prometheus.scrape "system" {
    	targets         = prometheus.exporter.unix.system.targets
    	scrape_interval = "15s"
    	forward_to      = [prometheus.relabel.instance.receiver]
    }

    prometheus.scrape "registry" {
    	targets = [{
    		__address__ = "localhost:5000",
    	}]
    	scrape_interval = "15s"
    	forward_to      = [prometheus.relabel.instance.receiver]
    }

    prometheus.scrape "a_b" {
    	targets = [{
    		__address__ = "localhost:1",
    		site        = "home",
    	}]
    	job_name        = "ab"
    	metrics_path    = "/m"
    	scheme          = "https"
    	scrape_interval = "15s"
    	forward_to      = [prometheus.relabel.instance.receiver]
    }

    prometheus.scrape "known" {
    	targets = [{
    		__address__ = "localhost:2",
    	}]
    	job_name        = "known"
    	scrape_interval = "15s"
    	forward_to      = [prometheus.relabel.instance.receiver]

    	basic_auth {
    		username      = "me"
    		password_file = "/p"
    	}
    }

    prometheus.relabel "instance" {
    	forward_to = [prometheus.remote_write.prometheus.receiver]

    	rule {
    		target_label = "instance"
    		replacement  = "box"
    	}
    }

    prometheus.remote_write "prometheus" {
    	endpoint {
    		url = "http://prometheus.test/write"
    	}
    }

    local.file_match "logs" {
    	path_targets = [{
    		__path__ = "/var/log/a.log",
    		service  = "a",
    		stream   = "stdout",
    	}]
    }

    loki.source.file "logs" {
    	targets    = local.file_match.logs.targets
    	forward_to = [loki.relabel.add_host.receiver]
    }

    loki.relabel "add_host" {
    	forward_to = [loki.write.loki.receiver]

    	rule {
    		target_label = "host"
    		replacement  = "box"
    	}
    }

    loki.write "loki" {
    	endpoint {
    		url = "http://loki.test/push"
    	}
    }
    "
  `)
})

test('a host without log files has no part for them', () => {
  const text = print(
    hostPipeline({
      ...urls,
      host: 'box',
      scrapeIntervalSeconds: 15,
      disableCollectors: [],
      textfileDirectory: '/var/textfile',
      scrapes: [],
      logGroups: [],
      journals: [],
    }),
  )
  expect(text).not.toContain('loki')
  expect(text).not.toContain('disable_collectors')
})

test('a proxy: its access log, and metrics made of it', () => {
  const text = print(
    proxyPipeline({
      ...urls,
      instance: 'edge',
      hostnames: ['docs.lab.example', 'forge.lab.example'],
      accessLog: '/var/log/nginx/access.json.log',
      job: 'edge-nginx',
      metricPrefix: 'edge_nginx',
      lines: { perSecond: 20, burst: 200 },
      ownAddress: '127.0.0.1:12345',
      scrapeIntervalSeconds: 15,
      durationBuckets: [0.1, 1],
    }),
  )
  expect(text).toMatchInlineSnapshot(`
    "local.file_match "nginx_access" {
    	path_targets = [{
    		__path__ = "/var/log/nginx/access.json.log",
    		job      = "edge-nginx",
    	}]
    }

    loki.source.file "nginx_access" {
    	targets    = local.file_match.nginx_access.targets
    	forward_to = [loki.process.nginx.receiver]
    }

    loki.process "nginx" {
    	forward_to = [loki.relabel.instance.receiver]

    	stage.json {
    		expressions = {
    			status                 = "status",
    			method                 = "request_method",
    			host                   = "http_host",
    			cache_status           = "upstream_cache_status",
    			request_time           = "request_time",
    			body_bytes_sent        = "body_bytes_sent",
    			upstream_response_time = "upstream_response_time",
    			weight                 = "weight",
    		}
    	}

    	stage.template {
    		source   = "method"
    		template = "{{ if eq .Value \\"GET\\" \\"HEAD\\" \\"POST\\" \\"PUT\\" \\"PATCH\\" \\"DELETE\\" \\"OPTIONS\\" }}{{ .Value }}{{ else }}other{{ end }}"
    	}

    	stage.template {
    		source   = "host"
    		template = "{{ if eq .Value \\"other\\" \\"docs.lab.example\\" \\"forge.lab.example\\" }}{{ .Value }}{{ else }}other{{ end }}"
    	}

    	stage.labels {
    		values = {
    			status       = "",
    			method       = "",
    			host         = "",
    			cache_status = "",
    		}
    	}

    	stage.metrics {
    		metric.counter {
    			name        = "edge_nginx_http_requests_total"
    			description = "Requests"
    			source      = "weight"
    			action      = "add"
    		}

    		metric.histogram {
    			name        = "edge_nginx_http_request_duration_seconds"
    			description = "Duration of requests"
    			source      = "request_time"
    			buckets     = [0.1, 1]
    		}

    		metric.counter {
    			name        = "edge_nginx_http_response_bytes_total"
    			description = "Bytes of response bodies"
    			source      = "body_bytes_sent"
    			action      = "add"
    		}
    	}

    	stage.match {
    		selector = "{cache_status=~\\".+\\"}"

    		stage.metrics {
    			metric.counter {
    				name        = "edge_nginx_cache_requests_total"
    				description = "Requests that the cache took part in"
    				match_all   = true
    				action      = "inc"
    			}
    		}
    	}

    	stage.limit {
    		rate  = 20
    		burst = 200
    		drop  = true
    	}
    }

    loki.relabel "instance" {
    	forward_to = [loki.write.loki.receiver]

    	rule {
    		target_label = "instance"
    		replacement  = "edge"
    	}
    }

    loki.write "loki" {
    	endpoint {
    		url = "http://loki.test/push"
    	}
    }

    prometheus.scrape "self" {
    	targets = [{
    		__address__ = "127.0.0.1:12345",
    	}]
    	scrape_interval = "15s"
    	forward_to      = [prometheus.relabel.instance.receiver]
    }

    prometheus.relabel "instance" {
    	forward_to = [prometheus.remote_write.prometheus.receiver]

    	rule {
    		source_labels = ["__name__"]
    		regex         = "loki_process_custom_(.*)"
    		target_label  = "__name__"
    		replacement   = "$1"
    	}

    	rule {
    		regex  = "component_id|component_path|filename"
    		action = "labeldrop"
    	}

    	rule {
    		target_label = "instance"
    		replacement  = "edge"
    	}
    }

    prometheus.remote_write "prometheus" {
    	endpoint {
    		url = "http://prometheus.test/write"
    	}
    }
    "
  `)
})

test.each([
  ['zot', 'zot'],
  ['node-exporter', 'node_exporter'],
  ['1password', '_1password'],
])('the label of %s', (name, label) => {
  expect(labelOf(name)).toBe(label)
})

test('a host whose services write to the journal alone', () => {
  const text = print(
    hostPipeline({
      ...urls,
      host: 'box',
      scrapeIntervalSeconds: 15,
      disableCollectors: [],
      textfileDirectory: '/var/textfile',
      scrapes: [],
      logGroups: [],
      journals: [{ service: 'forge', unit: 'forge-web.service' }],
    }),
  )
  expect(text.slice(text.indexOf('loki.source'))).toMatchInlineSnapshot(`
    "loki.source.journal "forge_web_service" {
    	matches = "_SYSTEMD_UNIT=forge-web.service"
    	labels  = {
    		service = "forge",
    	}
    	forward_to = [loki.relabel.add_host.receiver]
    }

    loki.relabel "add_host" {
    	forward_to = [loki.write.loki.receiver]

    	rule {
    		target_label = "host"
    		replacement  = "box"
    	}
    }

    loki.write "loki" {
    	endpoint {
    		url = "http://loki.test/push"
    	}
    }
    "
  `)
})

function print(components: readonly Component[]): string {
  return printAlloy(blocksOf(components))
}
