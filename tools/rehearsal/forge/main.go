// A Git server for rehearsals: repositories by SSH and HTTPS, files of other hosts by HTTPS, and a proxy to what has no
// TLS of its own. Reads only. It asks for the key that it was told, as the real one does.
package main

import (
	"flag"
	"log"
	"net/http"
	"net/http/cgi"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	repositories := flag.String("repositories", "", "folder of bare repositories: HOST/OWNER/NAME.git")
	files := flag.String("files", "", "folder of files of other hosts: HOST/PATH")
	sshAddress := flag.String("ssh", "", "address and port of SSH")
	sshHost := flag.String("ssh-host", "", "the host under which SSH knows its repositories")
	user := flag.String("user", "git", "the only user of SSH")
	hostKey := flag.String("host-key", "", "private key of the SSH server")
	allowed := flag.String("allowed-key", "", "public key that may log in")
	https := flag.String("https", "", "address and port of HTTPS")
	certificate := flag.String("certificate", "", "certificate of HTTPS, PEM")
	key := flag.String("key", "", "its private key, PEM")
	proxied := map[string]http.Handler{}
	flag.Func("proxy", "HOST=URL: what that host is asked goes to the URL", func(pair string) error {
		host, target, _ := strings.Cut(pair, "=")
		to, err := url.Parse(target)
		if err == nil {
			proxied[host] = httputil.NewSingleHostReverseProxy(to)
		}
		return err
	})
	flag.Parse()

	go func() {
		log.Fatal(serveSSH(*sshAddress, *user, *hostKey, *allowed, filepath.Join(*repositories, *sshHost)))
	}()
	site := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := strings.Cut(r.Host, ":")
		if proxy, found := proxied[host]; found {
			proxy.ServeHTTP(w, r)
			return
		}
		log.Print(r.Method, " https://", host, r.URL.Path)
		if repository := filepath.Join(*repositories, host, repositoryOf(r.URL.Path)); isFolder(repository) {
			gitBackend(filepath.Join(*repositories, host)).ServeHTTP(w, r)
			return
		}
		http.FileServer(http.Dir(filepath.Join(*files, host))).ServeHTTP(w, r)
	})
	log.Fatal(http.ListenAndServeTLS(*https, *certificate, *key, site))
}

// /OWNER/NAME.git/info/refs -> /OWNER/NAME.git
func repositoryOf(path string) string {
	before, _, found := strings.Cut(path, ".git/")
	if !found {
		return "/no repository"
	}
	return before + ".git"
}

func gitBackend(root string) http.Handler {
	return &cgi.Handler{
		Path:       "/usr/bin/git",
		Args:       []string{"http-backend"},
		Env:        []string{"GIT_PROJECT_ROOT=" + root, "GIT_HTTP_EXPORT_ALL=1", "GIT_CONFIG_NOSYSTEM=1"},
		InheritEnv: []string{"HOME", "PATH"},
		Stderr:     os.Stderr,
	}
}

func isFolder(path string) bool {
	found, err := os.Stat(path)
	return err == nil && found.IsDir()
}
