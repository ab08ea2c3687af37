package audit

import (
	"log"
	"log/slog"
	"net/http"
	"strings"
)

func login(w http.ResponseWriter, r *http.Request) {
	log.Printf("login of %q failed", r.FormValue("name"))
	slog.Info("login failed", "name", r.FormValue("name"))
	log.Printf("login of %s failed", strings.ReplaceAll(r.FormValue("name"), "\n", " "))
}
