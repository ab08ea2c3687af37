package audit

import (
	"log"
	"net/http"
)

func login(w http.ResponseWriter, r *http.Request) {
	log.Printf("login of %s failed", r.FormValue("name"))
}
