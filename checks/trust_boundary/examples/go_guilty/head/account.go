package account

import (
	"net/http"

	"github.com/gorilla/sessions"
)

var store sessions.Store

func choose(w http.ResponseWriter, r *http.Request) {
	session, _ := store.Get(r, "shop")
	session.Values["role"] = r.FormValue("role")
	session.Save(r, w)
}
