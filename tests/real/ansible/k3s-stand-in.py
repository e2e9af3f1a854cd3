#!/usr/bin/env python3
"""Stand-in for K3s, whose releases can't be had here. Its API answers when the server would have started: the file of settings,
below `root`, is there, and names no option that the server does not have. A node is ready when the agent would have joined: its
options are an agent's, a server is named, and a token is there.
https://github.com/k3s-io/k3s/blob/v1.34.1%2Bk3s1/pkg/cli/cmds/server.go, agent.go
"""

import sys
from pathlib import Path

OPTIONS = set("""
advertise-address advertise-port agent-token agent-token-file airgap-extra-registry alsologtostderr bind-address cluster-cidr
cluster-dns cluster-domain cluster-init cluster-reset cluster-reset-restore-path config container-runtime-endpoint data-dir
datastore-cafile datastore-certfile datastore-endpoint datastore-keyfile debug default-local-storage-path default-runtime disable
disable-apiserver disable-cloud-controller disable-controller-manager disable-default-registry-endpoint disable-etcd
disable-helm-controller disable-kube-proxy disable-network-policy disable-scheduler docker egress-selector-mode
embedded-registry enable-pprof etcd-arg etcd-disable-snapshots etcd-expose-metrics etcd-snapshot-compress etcd-snapshot-dir
etcd-snapshot-name etcd-snapshot-retention etcd-snapshot-schedule-cron flannel-backend flannel-cni-conf flannel-conf
flannel-external-ip flannel-iface flannel-ipv6-masq helm-job-image https-listen-port image-credential-provider-bin-dir
image-credential-provider-config image-service-endpoint kube-apiserver-arg kube-cloud-controller-manager-arg
kube-controller-manager-arg kube-proxy-arg kube-scheduler-arg kubelet-arg lb-server-port log node-external-ip node-ip node-label
node-name node-taint pause-image prefer-bundled-bin private-registry protect-kernel-defaults resolv-conf rootless
secrets-encryption selinux server service-cidr service-node-port-range servicelb-namespace snapshotter system-default-registry
tls-san tls-san-security token token-file v vmodule vpn-auth vpn-auth-file with-node-id write-kubeconfig write-kubeconfig-group
write-kubeconfig-mode
""".split())
AGENT_OPTIONS = set("""
airgap-extra-registry alsologtostderr bind-address config container-runtime-endpoint data-dir debug default-runtime
disable-default-registry-endpoint docker enable-pprof flannel-cni-conf flannel-conf flannel-iface image-credential-provider-bin-dir
image-credential-provider-config image-service-endpoint kube-proxy-arg kubelet-arg lb-server-port log node-external-dns
node-external-ip node-internal-dns node-ip node-label node-name node-taint pause-image prefer-bundled-bin private-registry
protect-kernel-defaults resolv-conf rootless selinux server snapshotter token token-file v vmodule vpn-auth vpn-auth-file with-node-id
""".split())
COMPONENTS = {"coredns", "servicelb", "traefik", "local-storage", "metrics-server", "runtimes"}


def refused(settings):
    """What the server would end with; None where it starts."""
    lines = settings.read_text(encoding="utf-8").splitlines()
    keys = [line.partition(":")[0] for line in lines if line[:1].isalpha()]
    unknown = [key for key in keys if key not in OPTIONS]
    disabled = set()
    if "disable:" in lines:
        rest = lines[lines.index("disable:") + 1 :]
        items = [line.strip()[2:] for line in rest[: next((at for at, line in enumerate(rest) if line[:1] != " "), None)]]
        disabled = set(items)
    if unknown:
        return f"flag provided but not defined: -{unknown[0]}"
    if not disabled <= COMPONENTS:
        return f"unknown component {sorted(disabled - COMPONENTS)[0]}"
    return None


def unjoined(settings, node):
    """What the agent would end with, or why its node is another; None where that has joined.
    https://github.com/k3s-io/k3s/blob/v1.34.1%2Bk3s1/pkg/cli/agent/agent.go
    """
    lines = settings.read_text(encoding="utf-8").splitlines()
    said = {key: rest.strip().strip("'\"") for key, _, rest in (line.partition(":") for line in lines if line[:1].isalpha())}
    unknown = [key for key in said if key not in AGENT_OPTIONS]
    if unknown:
        return f"flag provided but not defined: -{unknown[0]}"
    token = said.get("token")
    if "token-file" in said:
        held = Path(said["token-file"])
        if not held.exists():
            return f"open {said['token-file']}: no such file or directory"
        token = held.read_text(encoding="utf-8").strip()
    if not token:
        return "--token is required"
    if not said.get("server"):
        return "--server is required"
    return None if said.get("node-name") == node else f'nodes "{node}" not found'


def asked_of_server(config):
    why = "no settings" if not config.exists() else refused(config)
    if why:
        sys.exit(
            f"The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port? ({why})"
        )
    print("ok", end="")


def asked_of_node(config, node):
    why = "no settings" if not config.exists() else unjoined(config, node)
    if why:
        sys.exit(f"error: stat {KUBELET}: no such file or directory ({why})")
    print("True", end="")


CONFIG = Path(__file__).resolve().parents[3] / "etc/rancher/k3s/config.yaml"
KUBELET = "/var/lib/rancher/k3s/agent/kubelet.kubeconfig"
READY = '--output=jsonpath={.status.conditions[?(@.type=="Ready")].status}'
match sys.argv[1:]:
    case ["kubectl", "get", "--raw", "/readyz"]:
        asked_of_server(CONFIG)
    case ["kubectl", config, "get", "node", node, output] if config == f"--kubeconfig={KUBELET}" and output == READY:
        asked_of_node(CONFIG, node)
    case other:
        sys.exit(f"not modelled: {other}")
