package main

import (
	"bytes"
	"errors"
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"

	"golang.org/x/crypto/ssh"
)

var uploadPack = regexp.MustCompile(`^git[ -]upload-pack '/?([\w./-]+)'$`)

// Serves `git-upload-pack` of the folder's repositories, to one user with one key.
func serveSSH(address, user, hostKey, allowed, folder string) error {
	signer, err := ssh.ParsePrivateKey(read(hostKey))
	if err != nil {
		return err
	}
	public, _, _, _, err := ssh.ParseAuthorizedKey(read(allowed))
	if err != nil {
		return err
	}
	config := &ssh.ServerConfig{
		PublicKeyCallback: func(who ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
			if who.User() == user && bytes.Equal(key.Marshal(), public.Marshal()) {
				return nil, nil
			}
			return nil, errors.New("not this user and key")
		},
	}
	config.AddHostKey(signer)
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go serveConnection(connection, config, folder)
	}
}

func serveConnection(connection net.Conn, config *ssh.ServerConfig, folder string) {
	_, channels, requests, err := ssh.NewServerConn(connection, config)
	if err != nil {
		log.Print("ssh: ", err)
		return
	}
	go ssh.DiscardRequests(requests)
	for offered := range channels {
		if offered.ChannelType() != "session" {
			_ = offered.Reject(ssh.UnknownChannelType, "sessions only")
			continue
		}
		if channel, requests, err := offered.Accept(); err == nil {
			go serveSession(channel, requests, folder)
		}
	}
}

func serveSession(channel ssh.Channel, requests <-chan *ssh.Request, folder string) {
	protocol := ""
	for request := range requests {
		switch request.Type {
		case "env":
			var pair struct{ Name, Value string }
			if ssh.Unmarshal(request.Payload, &pair) == nil && pair.Name == "GIT_PROTOCOL" {
				protocol = pair.Value
			}
			_ = request.Reply(true, nil)
		case "exec":
			var command struct{ Line string }
			_ = ssh.Unmarshal(request.Payload, &command)
			_ = request.Reply(true, nil)
			go func() {
				status := struct{ Code uint32 }{upload(channel, command.Line, folder, protocol)}
				_, _ = channel.SendRequest("exit-status", false, ssh.Marshal(&status))
				_ = channel.Close()
			}()
		default:
			_ = request.Reply(false, nil)
		}
	}
}

func upload(channel ssh.Channel, line, folder, protocol string) uint32 {
	log.Print("ssh: ", line)
	words := uploadPack.FindStringSubmatch(line)
	if words == nil {
		_, _ = channel.Stderr().Write([]byte("this server only gives: " + line + "\n"))
		return 128
	}
	program := exec.Command("git", "upload-pack", filepath.Join(folder, filepath.Clean("/"+words[1])))
	program.Env = append(os.Environ(), "GIT_PROTOCOL="+protocol)
	program.Stdout, program.Stderr = channel, channel.Stderr()
	// A pipe of our own: else the end of the program waits for the end of what the client sends.
	input, err := program.StdinPipe()
	if err != nil {
		return 128
	}
	go func() {
		_, _ = io.Copy(input, channel)
		_ = input.Close()
	}()
	if err := program.Run(); err != nil {
		return 128
	}
	return 0
}

func read(path string) []byte {
	content, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	return content
}
