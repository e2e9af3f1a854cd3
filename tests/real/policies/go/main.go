// Asks the engine of kube-network-policies, which clusters run as their network plugin's part, about connections between
// pods: it reads objects and questions as JSON, and prints a verdict a question.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	_ "unsafe" // for the engine's verdict, which it keeps to itself at this version

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/tools/cache"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
)

type input struct {
	Namespaces []corev1.Namespace
	Pods       []corev1.Pod
	Policies   []networkingv1.NetworkPolicy
	Questions  []question
}

// From one address to a port of another; of which pods they are, the engine finds out.
type question struct {
	From     string
	To       string
	Port     int
	Protocol corev1.Protocol
}

// As the engine has it.
type packet struct {
	id      uint32
	family  corev1.IPFamily
	srcIP   net.IP
	dstIP   net.IP
	proto   corev1.Protocol
	srcPort int
	dstPort int
	payload []byte
}

//go:linkname evaluatePacket sigs.k8s.io/kube-network-policies/pkg/networkpolicy.(*Controller).evaluatePacket
func evaluatePacket(c *networkpolicy.Controller, ctx context.Context, p packet) bool

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	var in input
	decoder := json.NewDecoder(os.Stdin)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&in); err != nil {
		return err
	}
	client := fake.NewClientset()
	factory := informers.NewSharedInformerFactory(client, 0)
	policies := factory.Networking().V1().NetworkPolicies()
	namespaces := factory.Core().V1().Namespaces()
	pods := factory.Core().V1().Pods()
	// Of an address that no pod has it asks what a container runtime told, which is nothing here.
	config := networkpolicy.Config{NodeName: "node"}
	engine, err := networkpolicy.NewController(
		client, policies, namespaces, pods, factory.Core().V1().Nodes(), nil, nil, nil, config)
	if err != nil {
		return err
	}
	if err := add(namespaces.Informer().GetIndexer(), in.Namespaces); err != nil {
		return err
	}
	if err := add(pods.Informer().GetIndexer(), in.Pods); err != nil {
		return err
	}
	if err := add(policies.Informer().GetIndexer(), in.Policies); err != nil {
		return err
	}
	verdicts := make([]bool, 0, len(in.Questions))
	for _, asked := range in.Questions {
		p := packet{
			family: corev1.IPv4Protocol, srcIP: net.ParseIP(asked.From), dstIP: net.ParseIP(asked.To),
			proto: asked.Protocol, srcPort: 40000, dstPort: asked.Port,
		}
		if p.srcIP == nil || p.dstIP == nil {
			return fmt.Errorf("no address: %q, %q", asked.From, asked.To)
		}
		verdicts = append(verdicts, evaluatePacket(engine, context.Background(), p))
	}
	return json.NewEncoder(os.Stdout).Encode(verdicts)
}

func add[T any](store cache.Indexer, objects []T) error {
	for index := range objects {
		if err := store.Add(&objects[index]); err != nil {
			return err
		}
	}
	return nil
}
