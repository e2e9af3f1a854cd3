// docker stands in for Docker's program, and its plugin Compose, as far as roles and guides call them. Files are read by Compose's
// own parser, and what that refuses is refused. There is no daemon: what runs is kept in a file, and a container is made again
// where the original would, when what is said of it has changed.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// What a test reads and writes: https://docs.docker.com/reference/cli/docker/compose/ps/ has the states.
type container struct {
	Name    string
	ID      string
	Service string
	State   string
	Health  string
	// Of all that is said of it.
	Hash string
	// What its mounted files held when it was started.
	Read map[string]string
}

type daemon struct {
	Version    string
	Made       int
	Unhealthy  []string
	Containers []container
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// The flags in use, of those that the original has; true where a value follows.
var flags = map[string]map[string]bool{
	"config":  {"--format": true},
	"down":    {"--remove-orphans": false, "--volumes": false},
	"logs":    {"--tail": true},
	"ps":      {"--all": false, "--format": true, "--quiet": false, "--services": false, "--status": true},
	"restart": {},
	"stop":    {},
	"up": {
		"--detach": false, "--force-recreate": false, "--quiet-pull": false, "--remove-orphans": false, "--wait": false,
		"--wait-timeout": true,
	},
	"version": {"--short": false},
}

func run(words []string) error {
	if len(words) == 0 || words[0] != "compose" {
		return fmt.Errorf("this stand-in knows `docker compose` alone, and not: docker %s", strings.Join(words, " "))
	}
	given, words, err := parse(words[1:], map[string]bool{"--file": true})
	if err != nil {
		return err
	}
	if len(words) == 0 || flags[words[0]] == nil {
		return fmt.Errorf("unknown docker command: %q", "compose "+strings.Join(words, " "))
	}
	command := words[0]
	options, rest, err := parse(words[1:], flags[command])
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return fmt.Errorf("this stand-in takes all containers, and not: %s", strings.Join(rest, " "))
	}
	own, err := load()
	if err != nil {
		return err
	}
	if command == "version" {
		fmt.Println(own.Version)
		return nil
	}
	project, err := read(given["--file"])
	if err != nil {
		return err
	}
	err = own.do(command, options, project)
	if slices.Contains([]string{"config", "logs", "ps"}, command) {
		return err
	}
	return errors.Join(err, own.save())
}

func parse(words []string, known map[string]bool) (map[string]string, []string, error) {
	given := map[string]string{}
	for len(words) > 0 && strings.HasPrefix(words[0], "-") {
		takes, found := known[words[0]]
		if !found {
			return nil, nil, fmt.Errorf("unknown flag: %s", words[0])
		}
		if !takes {
			given[words[0]], words = "true", words[1:]
			continue
		}
		if len(words) == 1 {
			return nil, nil, fmt.Errorf("flag needs an argument: %s", words[0])
		}
		given[words[0]], words = words[1], words[2:]
	}
	return given, words, nil
}

func read(path string) (*types.Project, error) {
	options, err := cli.NewProjectOptions([]string{path}, cli.WithResolvedPaths(true))
	if err != nil {
		return nil, err
	}
	return options.LoadProject(context.Background())
}

func (own *daemon) do(command string, options map[string]string, project *types.Project) error {
	switch command {
	case "config":
		text, err := project.MarshalJSON()
		if err == nil {
			_, err = os.Stdout.Write(text)
		}
		return err
	case "up":
		return own.up(options, project)
	case "ps":
		return own.ps(options)
	case "restart":
		for index := range own.Containers {
			if err := own.start(index, project); err != nil {
				return err
			}
		}
	case "stop":
		for index := range own.Containers {
			own.Containers[index].State = "exited"
		}
	case "down":
		own.Containers = []container{}
	}
	return nil
}

func (own *daemon) up(options map[string]string, project *types.Project) error {
	if options["--remove-orphans"] != "" {
		own.Containers = slices.DeleteFunc(own.Containers, func(each container) bool {
			_, found := project.Services[each.Service]
			return !found
		})
	}
	// As they wait for each other.
	return project.ForEachService(nil, func(name string, service *types.ServiceConfig) error {
		said, err := json.Marshal(service)
		if err != nil {
			return err
		}
		hash := fmt.Sprintf("%x", sha256.Sum256(said))
		index := slices.IndexFunc(own.Containers, func(each container) bool { return each.Service == name })
		again := options["--force-recreate"] != "" || index >= 0 && own.Containers[index].Hash != hash
		if index < 0 {
			own.Containers = append(own.Containers, container{Name: project.Name + "-" + name + "-1", Service: name})
			index = len(own.Containers) - 1
			again = true
		}
		if again {
			own.Made++
			own.Containers[index].ID = fmt.Sprintf("%064x", own.Made)
			own.Containers[index].Hash = hash
		}
		if again || own.Containers[index].State != "running" {
			if err := own.start(index, project); err != nil {
				return err
			}
		}
		if options["--wait"] != "" && own.Containers[index].State == "exited" && !awaited(name, project) {
			return fmt.Errorf("container %s exited (0)", own.Containers[index].Name)
		}
		if options["--wait"] != "" && own.Containers[index].Health == "unhealthy" {
			return fmt.Errorf("container %s is unhealthy", own.Containers[index].Name)
		}
		return nil
	})
}

func (own *daemon) start(index int, project *types.Project) error {
	each := &own.Containers[index]
	service := project.Services[each.Service]
	each.State = "created"
	each.Read = map[string]string{}
	for _, volume := range service.Volumes {
		if volume.Type != types.VolumeTypeBind {
			continue
		}
		about, err := os.Stat(volume.Source)
		if err != nil && (volume.Bind == nil || !volume.Bind.CreateHostPath) {
			// moby, volume/mounts/validate.go
			return fmt.Errorf(
				`Error response from daemon: invalid mount config for type "bind": bind source path does not exist: %s`, volume.Source,
			)
		}
		if about != nil && about.Mode().IsRegular() && volume.Source != "/etc/localtime" {
			text, err := os.ReadFile(volume.Source)
			if err != nil {
				return err
			}
			each.Read[volume.Target] = string(text)
		}
	}
	for _, secret := range service.Secrets {
		// As Compose mounts it, with whatever owner and mode the file has: docs.docker.com/reference/compose-file/services/#secrets
		text, err := os.ReadFile(project.Secrets[secret.Source].File)
		if err != nil {
			return fmt.Errorf("Error response from daemon: invalid mount config for type \"bind\": %w", err)
		}
		each.Read["/run/secrets/"+secret.Target] = string(text)
	}
	each.State = "running"
	each.Health = ""
	// Who starts once has ended by the time that the command has.
	if service.Restart == types.RestartPolicyNo {
		each.State = "exited"
		return nil
	}
	if service.HealthCheck != nil {
		each.Health = "healthy"
	}
	if slices.Contains(own.Unhealthy, each.Service) {
		each.Health = "unhealthy"
	}
	return nil
}

// As Compose itself tells what it waits for: https://github.com/docker/compose/blob/v2.40.3/pkg/compose/start.go
func awaited(name string, project *types.Project) bool {
	for _, other := range project.Services {
		if other.DependsOn[name].Condition == types.ServiceConditionCompletedSuccessfully {
			return true
		}
	}
	return false
}

func (own *daemon) ps(options map[string]string) error {
	for _, each := range own.Containers {
		if status := options["--status"]; status != "" && each.State != status {
			continue
		}
		switch {
		case options["--quiet"] != "":
			fmt.Println(each.ID)
		case options["--services"] != "":
			fmt.Println(each.Service)
		case options["--format"] == "json":
			line, err := json.Marshal(each)
			if err != nil {
				return err
			}
			fmt.Println(string(line))
		default:
			fmt.Println(each.Name, each.State, each.Health)
		}
	}
	return nil
}

const kept = "/var/lib/docker-stand-in.json"

func load() (*daemon, error) {
	own := &daemon{Version: "2.40.3"}
	text, err := os.ReadFile(kept)
	if errors.Is(err, os.ErrNotExist) {
		return own, nil
	}
	if err != nil {
		return nil, err
	}
	return own, json.Unmarshal(text, own)
}

func (own *daemon) save() error {
	text, err := json.Marshal(own)
	if err != nil {
		return err
	}
	return os.WriteFile(kept, text, 0o600)
}
