package shop

import (
	"database/sql"
	"net/http"
	"os"

	"github.com/gorilla/sessions"
	"golang.org/x/crypto/bcrypt"
)

const passwordField = "password"

var paymentAPIKey = os.Getenv("PAYMENT_API_KEY")

var store = sessions.NewCookieStore([]byte(os.Getenv("SESSION_KEY")))

func connect() (*sql.DB, error) {
	return sql.Open("postgres", "postgres://shop:"+os.Getenv("DB_PASSWORD")+"@db.example/shop")
}

func admin(w http.ResponseWriter, r *http.Request, stored []byte) bool {
	password := r.FormValue(passwordField)
	if password == "" {
		return false
	}
	return bcrypt.CompareHashAndPassword(stored, []byte(password)) == nil
}
