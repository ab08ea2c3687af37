package shop

import (
	"database/sql"
	"net/http"

	"github.com/gorilla/sessions"
)

const paymentAPIKey = "k7Qz2mVx91LpT4sNw8Rb"

var store = sessions.NewCookieStore([]byte("bread-and-butter-23"))

func connect() (*sql.DB, error) {
	return sql.Open("postgres", "postgres://shop:Blue7Kettle@db.example/shop")
}

func admin(w http.ResponseWriter, r *http.Request) bool {
	password := r.FormValue("password")
	return password == "Blue7Kettle"
}
