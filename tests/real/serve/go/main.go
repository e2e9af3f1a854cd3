// A control server for one machine of a tailnet: Tailscale's own, of its tests, which gives whoever comes a tag and a name of the
// tailnet, as the console would. It knows no Services: what a host says of them is kept by the host itself.
package main

import (
	"fmt"
	"net/http/httptest"
	"os"
	"time"

	"tailscale.com/tailcfg"
	"tailscale.com/tstest/integration/testcontrol"
)

// Words: the name of the machine in its tailnet, and its tags.
func main() {
	name, tags := os.Args[1], os.Args[2:]
	control := &testcontrol.Server{DERPMap: &tailcfg.DERPMap{}, Logf: func(string, ...any) {}}
	control.HTTPTestServer = httptest.NewUnstartedServer(control)
	control.HTTPTestServer.Start()
	fmt.Println(control.HTTPTestServer.URL)
	for {
		for _, node := range control.AllNodes() {
			if node.Name == name+"." {
				continue
			}
			node.Name = name + "."
			node.Tags = tags
			control.UpdateNode(node)
			// Certificates are switched on in the console, too.
			control.SetNodeCapMap(node.Key, tailcfg.NodeCapMap{tailcfg.CapabilityHTTPS: nil})
		}
		time.Sleep(50 * time.Millisecond)
	}
}
