// Stand-in for a provider's plugin: it answers the engine as the provider named by the program's own file name would,
// keeps nothing, and calls nobody. Properties are checked against the schema that it serves.
package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/resource/provider"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/cmdutil"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

//go:embed schemas
var schemas embed.FS

// replacing lists the inputs of each type whose change recreates the resource (ForceNew in the providers' sources).
var replacing = map[string][]string{
	"tailscale:index/deviceTags:DeviceTags": {"deviceId"},
	"tailscale:index/tailnetKey:TailnetKey": {"reusable", "ephemeral", "preauthorized", "expiry", "tags"},
	"tailscale:index/service:Service":       {"name"},
	"gandi:livedns/record:Record":           {"zone", "name", "type"},
}

type standIn struct {
	rpc.UnimplementedResourceProviderServer
	name string
}

func main() {
	name := strings.TrimPrefix(filepath.Base(os.Args[0]), "pulumi-resource-")
	err := provider.Main(name, func(*provider.HostClient) (rpc.ResourceProviderServer, error) {
		return &standIn{name: name}, nil
	})
	if err != nil {
		cmdutil.ExitError(err.Error())
	}
}

// record appends a line to the file that STANDIN_LOG names: what would have been asked of the provider's API.
func (p *standIn) record(what, subject string) error {
	path := os.Getenv("STANDIN_LOG")
	if path == "" {
		return nil
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = fmt.Fprintf(file, "%s %s\n", what, subject)
	return err
}

func (p *standIn) GetPluginInfo(context.Context, *emptypb.Empty) (*rpc.PluginInfo, error) {
	// .../plugins/resource-NAME-vVERSION/pulumi-resource-NAME
	folder := filepath.Base(filepath.Dir(os.Args[0]))
	return &rpc.PluginInfo{Version: strings.TrimPrefix(folder, "resource-"+p.name+"-v")}, nil
}

func (p *standIn) GetSchema(context.Context, *rpc.GetSchemaRequest) (*rpc.GetSchemaResponse, error) {
	text, err := schemas.ReadFile("schemas/" + p.name + ".json")
	return &rpc.GetSchemaResponse{Schema: string(text)}, err
}

func (p *standIn) CheckConfig(_ context.Context, req *rpc.CheckRequest) (*rpc.CheckResponse, error) {
	return &rpc.CheckResponse{Inputs: req.GetNews()}, nil
}

func (p *standIn) DiffConfig(context.Context, *rpc.DiffRequest) (*rpc.DiffResponse, error) {
	return &rpc.DiffResponse{Changes: rpc.DiffResponse_DIFF_NONE}, nil
}

// Configure says which of the provider's variables are set, and never to what.
func (p *standIn) Configure(context.Context, *rpc.ConfigureRequest) (*rpc.ConfigureResponse, error) {
	var set []string
	for _, pair := range os.Environ() {
		key, value, _ := strings.Cut(pair, "=")
		if value != "" && strings.HasPrefix(key, strings.ToUpper(p.name)+"_") {
			set = append(set, key)
		}
	}
	slices.Sort(set)
	if err := p.record("configure", strings.Join(set, ",")); err != nil {
		return nil, err
	}
	return &rpc.ConfigureResponse{SupportsPreview: true, AcceptSecrets: false}, nil
}

func (p *standIn) Check(_ context.Context, req *rpc.CheckRequest) (*rpc.CheckResponse, error) {
	return &rpc.CheckResponse{Inputs: req.GetNews()}, nil
}

func (p *standIn) Diff(_ context.Context, req *rpc.DiffRequest) (*rpc.DiffResponse, error) {
	kind := typeOf(req.GetUrn())
	before, after := req.GetOldInputs().AsMap(), req.GetNews().AsMap()
	var changed, replaced []string
	for _, key := range keysOf(before, after) {
		if same(before[key], after[key]) {
			continue
		}
		changed = append(changed, key)
		for _, name := range replacing[kind] {
			if name == key {
				replaced = append(replaced, key)
			}
		}
	}
	changes := rpc.DiffResponse_DIFF_NONE
	if len(changed) > 0 {
		changes = rpc.DiffResponse_DIFF_SOME
	}
	return &rpc.DiffResponse{Changes: changes, Diffs: changed, Replaces: replaced}, nil
}

func (p *standIn) Create(_ context.Context, req *rpc.CreateRequest) (*rpc.CreateResponse, error) {
	if !req.GetPreview() {
		if err := p.record("create", req.GetUrn()); err != nil {
			return nil, err
		}
	}
	return &rpc.CreateResponse{Id: nameOf(req.GetUrn()), Properties: outputs(req.GetUrn(), req.GetProperties())}, nil
}

func (p *standIn) Update(_ context.Context, req *rpc.UpdateRequest) (*rpc.UpdateResponse, error) {
	if !req.GetPreview() {
		if err := p.record("update", req.GetUrn()); err != nil {
			return nil, err
		}
	}
	return &rpc.UpdateResponse{Properties: outputs(req.GetUrn(), req.GetNews())}, nil
}

// Read tells what the state says, but of the resource that STANDIN_GONE names: that one is not there any more.
func (p *standIn) Read(_ context.Context, req *rpc.ReadRequest) (*rpc.ReadResponse, error) {
	if gone := os.Getenv("STANDIN_GONE"); gone != "" && gone == nameOf(req.GetUrn()) {
		return &rpc.ReadResponse{}, nil
	}
	return &rpc.ReadResponse{Id: req.GetId(), Properties: req.GetProperties(), Inputs: req.GetInputs()}, nil
}

func (p *standIn) Delete(_ context.Context, req *rpc.DeleteRequest) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, p.record("delete", req.GetUrn())
}

// Invoke answers the one function that is used: a device, by its name.
func (p *standIn) Invoke(_ context.Context, req *rpc.InvokeRequest) (*rpc.InvokeResponse, error) {
	if req.GetTok() != "tailscale:index/getDevice:getDevice" {
		return nil, fmt.Errorf("stand-in: not modelled: %s", req.GetTok())
	}
	name := req.GetArgs().AsMap()["name"]
	result, err := structpb.NewStruct(map[string]any{"name": name, "nodeId": fmt.Sprintf("node-of-%s", name)})
	return &rpc.InvokeResponse{Return: result}, err
}

func (p *standIn) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

func outputs(urn string, inputs *structpb.Struct) *structpb.Struct {
	all := inputs.AsMap()
	if typeOf(urn) == "tailscale:index/tailnetKey:TailnetKey" {
		all["key"] = "stand-in-key"
	}
	result, err := structpb.NewStruct(all)
	if err != nil {
		return inputs
	}
	return result
}

// typeOf reads `urn:pulumi:STACK::PROJECT::TYPE::NAME`.
func typeOf(urn string) string {
	parts := strings.Split(urn, "::")
	return parts[len(parts)-2]
}

func nameOf(urn string) string {
	parts := strings.Split(urn, "::")
	return parts[len(parts)-1]
}

func keysOf(maps ...map[string]any) []string {
	seen := map[string]bool{}
	var keys []string
	for _, one := range maps {
		for key := range one {
			if !seen[key] && !strings.HasPrefix(key, "__") {
				seen[key] = true
				keys = append(keys, key)
			}
		}
	}
	return keys
}

func same(a, b any) bool {
	left, _ := json.Marshal(a)
	right, _ := json.Marshal(b)
	return string(left) == string(right)
}
