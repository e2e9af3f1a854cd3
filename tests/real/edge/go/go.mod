module homelab/edge-ingress

go 1.26.5
