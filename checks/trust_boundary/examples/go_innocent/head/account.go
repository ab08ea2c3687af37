package account

import (
	"net/http"

	"github.com/gorilla/sessions"
)

var store sessions.Store

func choose(w http.ResponseWriter, r *http.Request) {
	session, _ := store.Get(r, "shop")
	language := r.FormValue("language")
	if language != "en" && language != "fr" {
		return
	}
	session.Values["language"] = language
	session.Save(r, w)
}
