package tools

import (
	"net/http"
	"os/exec"
	"strconv"

	"github.com/labstack/echo/v4"
)

var tools = map[string]string{"go": "/usr/local/go/bin/go", "git": "/usr/bin/git"}

func count(w http.ResponseWriter, r *http.Request) {
	lines, err := strconv.Atoi(r.FormValue("lines"))
	if err != nil {
		return
	}
	exec.Command("sh", "-c", "tail -n "+strconv.Itoa(lines)+" /var/log/app | gzip").Run()
}

func run(c echo.Context) error {
	program, ok := tools[c.QueryParam("tool")]
	if !ok {
		return echo.ErrNotFound
	}
	return exec.Command(program, "--version").Run()
}

func clone(w http.ResponseWriter, r *http.Request) {
	exec.Command("git", "clone", "--", r.PostFormValue("repository")).Run()
}

func Archive(folder string) error {
	return exec.Command("tar", "czf", "/srv/backup.tgz", "--", folder).Run()
}
