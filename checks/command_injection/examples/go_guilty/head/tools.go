package tools

import (
	"flag"
	"fmt"
	"net/http"
	"os/exec"

	"github.com/labstack/echo/v4"
)

func ping(w http.ResponseWriter, r *http.Request) {
	host := r.FormValue("host")
	answer, _ := exec.Command("sh", "-c", fmt.Sprintf("ping -c 1 %s", host)).Output()
	w.Header().Set("Content-Type", "text/plain")
	w.Write(answer)
}

func run(c echo.Context) error {
	return exec.CommandContext(c.Request().Context(), c.QueryParam("tool"), "--version").Run()
}

func clone(w http.ResponseWriter, r *http.Request) {
	address := r.PostFormValue("repository")
	exec.Command("git", "clone", address).Run()
}

func Archive(folder string) error {
	return exec.Command("/bin/bash", "-c", "tar czf /srv/backup.tgz "+folder).Run()
}

func main() {
	editor := flag.String("editor", "vi", "the editor to start")
	flag.Parse()
	exec.Command(*editor, "notes.txt").Run()
}
